/** Whether an instance may start on its card: asked before every spawn, with a fresh look at what is free. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admission, CardView, GpusView } from '../../contract/gpu.ts';
import { Failed } from '../../core/failed.ts';
import {
  type NeedKey,
  capNeed,
  describeShortage,
  judgeAdmission,
  sumPromises,
  withoutOwn,
} from '../../core/gpu/admission.ts';
import { isKnown } from '../../core/gpu/gpuCell.ts';
import { type CardObstacle, findCard, findShare, judgeCard } from '../../core/supervise/judgeCard.ts';
import type { WorkerState } from '../../core/supervise/superviseState.ts';
import type { AdmissionAsk, Gpus, Models } from '../ports.ts';
import type { Instance } from './instance.ts';
import type { Needs } from './needs.ts';

const MIB = 1024 * 1024;
/** A look takes as long as nvidia-smi may; after this a start is judged by what was known. */
const LOOK_MS = 6_000;
/** A driver gives an ended process's memory back within about a second: a refusal is looked at again so often, so late. */
const LOOKS = 3;
const RELEASE_MS = 700;

export interface AdmissionsPorts {
  readonly gpus: Pick<Gpus, 'view' | 'look'>;
  readonly models: Pick<Models, 'find'>;
  readonly needs: Pick<Needs, 'find'>;
  instances(): Iterable<Instance>;
}

/** What decides a need; an instance's spec has it all. */
export type NeedAsk = Omit<AdmissionAsk, 'id'> & { readonly vramLimitMiB?: number | null };

/** Memory promised to an instance until a look after its `ready` has seen what it took. */
interface Grant {
  readonly needMiB: number;
  /** Its spawn has been let through. */
  readonly isSpent: boolean;
  /** ms since the epoch. */
  readonly readyAt: number | null;
}

export class Admissions {
  readonly #ports: AdmissionsPorts;
  readonly #grants = new Map<string, Grant>();

  constructor(ports: AdmissionsPorts) {
    this.#ports = ports;
  }

  /** What a start would meet by the newest answer; null on the CPU and for a card that is not seen. */
  judge(ask: NeedAsk & Pick<AdmissionAsk, 'id'>): Admission | null {
    const view = this.#ports.gpus.view();
    const card = findCard(ask.device, view);
    if (card === null) return null;
    const weightsMiB = (this.#ports.models.find(ask.modelId)?.bytes ?? 0) / MIB;
    const need = capNeed(
      this.#ports.needs.find(this.nameNeed(ask, card), weightsMiB),
      ask.vramLimitMiB ?? null,
    );
    const ledger = ask.id === undefined ? card.ledger : withoutOwn(card.ledger, ask.id);
    // A slice's own memory is in no answer, and stale figures may count who has gone: free is then what nobody knows.
    const isMeasured = ask.device.kind !== 'mig' && !view.isStale;
    const freeMiB = isMeasured ? ledger.freeMiB : ({ unknown: 'not-asked' } as const);
    return judgeAdmission({ ...ledger, freeMiB }, need, this.#sumPromised(card, view, ask.id));
  }

  nameNeed({ modelId, precision, batchSizeS }: NeedAsk, { reading: { name } }: CardView): NeedKey {
    const modelKey = this.#ports.models.find(modelId)?.modelKey ?? modelId;
    return { gpuName: isKnown(name) ? name : '', modelKey, precision, batchSizeS };
  }

  /** A start by the user. Throws gpu-memory-short; a card that is not there is told by the gate, since it may come back. */
  async admit(instance: Instance, anyway: boolean): Promise<void> {
    if (instance.spec.device.kind !== 'cpu') await this.#settle(instance, { anyway, looks: LOOKS });
  }

  /** Before a spawn: null where nothing has to be waited for; rejects with gpu-not-found or gpu-memory-short. */
  gate(instance: Instance): Promise<void> | null {
    const { id, device } = instance.spec;
    if (device.kind === 'cpu') return null;
    return this.#spend(id) ? null : this.#pass(instance);
  }

  /** A step of an instance's worker: what was promised ends with its process. */
  note(id: string, before: WorkerState, { pid, phase, readySince }: WorkerState): void {
    const grant = this.#grants.get(id);
    if (grant === undefined) return;
    const hasEnded = grant.isSpent && before.pid !== null && pid === null;
    if (hasEnded || phase === 'stopped' || phase === 'failed') this.#grants.delete(id);
    else if (readySince !== null) this.#grants.set(id, { ...grant, readyAt: readySince });
  }

  /** One grant lets one spawn through. */
  #spend(id: string): boolean {
    const grant = this.#grants.get(id);
    if (grant === undefined || !this.#isGranted(id)) return false;
    this.#grants.set(id, { ...grant, isSpent: true });
    return true;
  }

  /** One that a process became ready with is used up, whoever let it through. */
  #isGranted(id: string): boolean {
    const grant = this.#grants.get(id);
    return grant !== undefined && !grant.isSpent && grant.readyAt === null;
  }

  async #pass(instance: Instance): Promise<void> {
    const { id, device } = instance.spec;
    // One that waits already is asked for again soon; nothing of its own is still on its way out.
    const looks = instance.supervisor.state.phase === 'blocked' ? 1 : LOOKS;
    const obstacle = await this.#settle(instance, { anyway: false, looks });
    if (obstacle !== null) {
      const health = obstacle.class === 'gpu-lost' ? 'lost' : 'missing';
      const uuid = device.kind === 'cpu' ? '' : device.uuid;
      throw new Failed('gpu-not-found', obstacle.message, { uuid, health });
    }
    this.#spend(id);
  }

  /** What is in the way of it, or null and the memory is granted. In the order asked, each seeing what was granted before it. */
  async #settle(
    instance: Instance,
    { anyway, looks }: { readonly anyway: boolean; readonly looks: number },
  ): Promise<CardObstacle | null> {
    for (let left = looks; ; left -= 1) {
      await this.#look();
      const { spec } = instance;
      const obstacle = judgeCard(spec.device, this.#ports.gpus.view());
      if (obstacle !== null) return obstacle;
      // The user may have said `anyway` meanwhile.
      if (this.#isGranted(spec.id)) return null;
      const admission = this.judge(spec);
      if (anyway || admission?.verdict !== 'refused') {
        this.#grants.set(spec.id, { needMiB: admission?.needMiB ?? 0, isSpent: false, readyAt: null });
        return null;
      }
      if (left <= 1) throw this.#createShortage(instance, admission);
      await sleep(RELEASE_MS);
    }
  }

  /** Where the last question was never answered the next is not waited for: it would hold every start up. */
  async #look(): Promise<void> {
    const looking = this.#ports.gpus.look();
    if (this.#ports.gpus.view().fault?.fault === 'timed-out') return;
    const waiting = new AbortController();
    const late = sleep(LOOK_MS, undefined, { signal: waiting.signal, ref: false }).catch(() => undefined);
    await Promise.race([looking, late]);
    waiting.abort();
  }

  #createShortage({ spec }: Instance, admission: Admission): Failed {
    const card = findCard(spec.device, this.#ports.gpus.view())?.reading;
    const { name = '', index = null } = card ?? {};
    const cardName = `${isKnown(name) ? name : 'The card'}${index === null ? '' : ` (${index})`}`;
    const names = new Map([...this.#ports.instances()].map((other) => [other.spec.id, other.spec.name]));
    const { message, detail } = describeShortage(admission, cardName, (id) => names.get(id) ?? id);
    return new Failed('gpu-memory-short', message, { ...detail, uuid: card?.uuid ?? '' });
  }

  #sumPromised(card: CardView, view: GpusView, exceptId: string | undefined): number {
    const loading = [...this.#ports.instances()].flatMap(({ current }) => {
      const grant = this.#grants.get(current.id);
      if (grant === undefined || current.id === exceptId || findCard(current.device, view) !== card)
        return [];
      const isSeen = grant.readyAt !== null && (view.sampledAt ?? 0) > grant.readyAt;
      const heldMiB = findShare(current.id, card)?.memoryMiB ?? null;
      return isSeen ? [] : [{ needMiB: grant.needMiB, heldMiB }];
    });
    return sumPromises(loading);
  }
}

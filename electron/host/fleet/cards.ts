/** What concerns cards in the fleet: who may start on one, who sits on it, whose share is what, which is to blame. */
import type { CardWorker } from '../../core/gpu/ledger.ts';
import { listMarks } from '../../core/supervise/listMarks.ts';
import type { WorkerState } from '../../core/supervise/superviseState.ts';
import type { Clock, Gpus, Log, Marks, Models } from '../ports.ts';
import { Admissions } from './admissions.ts';
import { CardBlame } from './cardBlame.ts';
import { CardWatch } from './cardWatch.ts';
import type { Instance } from './instance.ts';
import type { Needs } from './needs.ts';

export interface CardsPorts {
  readonly gpus: Pick<Gpus, 'view' | 'look' | 'onChange'>;
  readonly marks: Pick<Marks, 'mark'>;
  readonly models: Pick<Models, 'find'>;
  readonly needs: Needs;
  readonly clock: Clock;
  readonly log: Log;
  readonly sharesPids: boolean;
  instances(): Iterable<Instance>;
  onShare(id: string): void;
}

export class Cards {
  readonly admissions: Admissions;
  readonly watch: CardWatch;
  readonly blame: CardBlame;
  readonly #ports: CardsPorts;
  /** Cards by their slices. The newest view itself asks who is to blame, so it cannot be asked for them then. */
  #slices: ReadonlyMap<string, string> = new Map();
  readonly #stop: () => void;

  constructor(ports: CardsPorts) {
    this.#ports = ports;
    this.#stop = ports.gpus.onChange(() => {
      const slices = ports.gpus.view().cards.flatMap((card) => card.slices);
      this.#slices = new Map(slices.map(({ uuid, gpuUuid }) => [uuid, gpuUuid]));
    });
    this.admissions = new Admissions(ports);
    this.watch = new CardWatch({ ...ports, admissions: this.admissions });
    this.blame = new CardBlame({ ...ports, cardOf: (instance) => this.#cardOf(instance) });
  }

  /** Living workers on a card or a slice of one. */
  workersOn(gpuUuid: string): CardWorker[] {
    return [...this.#ports.instances()].flatMap(({ current, supervisor: { state, reservedMiB } }) => {
      const { device, id } = current;
      if (state.pid === null || device.kind === 'cpu' || device.uuid !== gpuUuid) return [];
      return [{ instanceId: id, pid: state.pid, reservedMiB }];
    });
  }

  /** A step of an instance's worker in which its phase or its process changed. */
  note(instance: Instance, before: WorkerState, after: WorkerState): void {
    const { id } = instance.spec;
    this.admissions.note(id, before, after);
    this.blame.note(instance, before, after);
    for (const kind of listMarks(before, after)) this.#ports.marks.mark(kind, id, this.#cardOf(instance));
  }

  async close(): Promise<void> {
    this.#stop();
    this.watch.close();
    await this.#ports.needs.close();
  }

  #cardOf({ current: { device } }: Instance): string | null {
    if (device.kind === 'cpu') return null;
    return device.kind === 'gpu' ? device.uuid : (this.#slices.get(device.uuid) ?? null);
  }
}

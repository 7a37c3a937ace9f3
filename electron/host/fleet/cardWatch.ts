/** Holds every answer about the cards against the instances: lost cards, wrong seats, shares, peaks, what may start again. */
import type { InstanceView } from '../../contract/instance.ts';
import type { CardView, GpusView } from '../../contract/gpu.ts';
import { checkRow, findCard, findShare, judgeCard } from '../../core/supervise/judgeCard.ts';
import { nameCause } from '../../core/supervise/superviseState.ts';
import type { Gpus } from '../ports.ts';
import type { Admissions } from './admissions.ts';
import type { Instance } from './instance.ts';
import type { Needs } from './needs.ts';

export type Share = NonNullable<InstanceView['vram']>;

export interface CardWatchPorts {
  readonly gpus: Pick<Gpus, 'view' | 'look' | 'onChange'>;
  readonly admissions: Pick<Admissions, 'judge' | 'nameNeed'>;
  readonly needs: Pick<Needs, 'learn'>;
  /** nvidia-smi's pids are our pids; not so in a container of its own. */
  readonly sharesPids: boolean;
  instances(): Iterable<Instance>;
  /** An instance's share of its card has changed. */
  onShare(id: string): void;
}

export class CardWatch {
  readonly #ports: CardWatchPorts;
  readonly #shares = new Map<string, Share>();
  /** Instances whose card was absent from the newest answer: one more is asked for before they pay. */
  readonly #missed = new Set<string>();
  readonly #stop: () => void;

  constructor(ports: CardWatchPorts) {
    this.#ports = ports;
    this.#stop = ports.gpus.onChange(() => this.#check(false));
  }

  /** What it holds of its card's memory; null while nobody can tell. */
  shareOf(id: string): Share | null {
    return this.#shares.get(id) ?? null;
  }

  close(): void {
    this.#stop();
  }

  #check(isSecondLook: boolean): void {
    const view = this.#ports.gpus.view();
    for (const instance of this.#ports.instances()) {
      if (instance.current.device.kind === 'cpu') continue;
      if (instance.supervisor.state.phase === 'blocked') this.#reconsider(instance, view);
      else if (instance.supervisor.state.pid !== null) this.#inspect(instance, view, isSecondLook);
      this.#noteShare(instance, view);
    }
    if (isSecondLook) this.#missed.clear();
  }

  /** What was in its way may have gone. */
  #reconsider({ spec, supervisor }: Instance, view: GpusView): void {
    const name = supervisor.state.cause?.class;
    const isCardly = name === 'gpu-missing' || name === 'gpu-lost' || name === 'gpu-memory';
    if (!isCardly || judgeCard(spec.device, view) !== null) return;
    if (name !== 'gpu-memory' || this.#ports.admissions.judge(spec)?.verdict !== 'refused')
      supervisor.clear();
  }

  #inspect(instance: Instance, view: GpusView, isSecondLook: boolean): void {
    const { current, supervisor } = instance;
    const obstacle = judgeCard(current.device, view);
    if (obstacle === null) return this.#checkSeat(instance, view);
    if (obstacle.isCertain || (isSecondLook && this.#missed.has(current.id))) {
      return supervisor.obstruct(nameCause(obstacle.class, obstacle.message));
    }
    if (!isSecondLook && this.#missed.size === 0) void this.#ports.gpus.look().then(() => this.#check(true));
    this.#missed.add(current.id);
  }

  #checkSeat({ current, supervisor }: Instance, view: GpusView): void {
    if (!this.#ports.sharesPids && !view.isSimulated) return;
    const wrong = checkRow(current.device, supervisor.state.pid, view);
    if (wrong !== null) supervisor.misplace(wrong);
  }

  #noteShare(instance: Instance, view: GpusView): void {
    const { id, device } = instance.current;
    const card = findCard(device, view);
    const part = card === null ? null : findShare(id, card);
    const share = part === null || part.memoryMiB === null ? null : part;
    if (card !== null && share !== null) this.#learn(instance, card, share.memoryMiB ?? 0);
    const before = this.#shares.get(id);
    if (share === null) this.#shares.delete(id);
    else this.#shares.set(id, { memoryMiB: share.memoryMiB ?? 0, basis: share.basis });
    if (before?.memoryMiB !== share?.memoryMiB) this.#ports.onShare(id);
  }

  /** Once it has worked: what loading alone takes is no need. */
  #learn({ current, hasWorked }: Instance, card: CardView, memoryMiB: number): void {
    if (!hasWorked || current.device.kind !== 'gpu') return;
    this.#ports.needs.learn(this.#ports.admissions.nameNeed(current, card), memoryMiB);
  }
}

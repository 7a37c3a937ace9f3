/** One start at a time measures: two beside each other would measure each other, and might choose two precisions. */
import type { WorkerState } from '../../core/supervise/superviseState.ts';

/** What of an instance a turn asks. */
interface Measuring {
  readonly supervisor: { readonly state: WorkerState };
  wouldMeasure(): boolean;
}

interface Waiting {
  readonly instance: Measuring;
  readonly pass: () => void;
}

export class TuningTurn {
  #measuring: Measuring | null = null;
  #line: Waiting[] = [];

  /** Before a spawn: null where it need not wait. */
  gate(instance: Measuring): Promise<void> | null {
    if (!instance.wouldMeasure()) return null;
    // Its last process ended without a result: whoever waits comes first.
    const isAgain = this.#measuring === instance;
    if (this.#measuring === null || (isAgain && this.#line.length === 0)) {
      this.#measuring = instance;
      return null;
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    // One that was stopped and started again stands in line once.
    this.#line = [
      ...this.#line.filter((waiting) => waiting.instance !== instance),
      { instance, pass: resolve },
    ];
    if (isAgain) this.#passOn();
    return promise;
  }

  /** A step of an instance's worker: it has measured, or will not any more. */
  note(instance: Measuring, after: WorkerState): void {
    if (instance === this.#measuring && !isStarting(after)) this.#passOn();
  }

  /** To the first that still has to measure; those that meanwhile need not just pass. */
  #passOn(): void {
    this.#measuring = null;
    for (let next = this.#line.shift(); next !== undefined; next = this.#line.shift()) {
      const { instance, pass } = next;
      pass();
      if (isStarting(instance.supervisor.state) && instance.wouldMeasure()) {
        this.#measuring = instance;
        return;
      }
    }
  }
}

function isStarting({ phase, isAlive }: WorkerState): boolean {
  return isAlive && (phase === 'starting' || phase === 'loading' || phase === 'blocked');
}

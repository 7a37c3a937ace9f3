/** The instances that can work, as last told. */
import { isMatch } from '../core/schedule.ts';
import type { JobRun } from './jobRun.ts';
import type { Recogniser, RecogniserPool } from './ports.ts';

export class Takers {
  readonly #pool: Pick<RecogniserPool, 'recognisers'>;
  #known: readonly Recogniser[] = [];

  constructor(pool: Pick<RecogniserPool, 'recognisers'>) {
    this.#pool = pool;
    this.refresh();
  }

  refresh(): void {
    this.#known = this.#pool.recognisers();
  }

  count(): number {
    return this.#known.length;
  }

  /** Can one of them take segments of the job? */
  canTake({ record }: JobRun): boolean {
    const { modelKey, modelId, target } = record;
    const instanceId = target.kind === 'instance' ? target.instanceId : null;
    const wanted = { modelKey, modelId: modelId === '' ? null : modelId, instanceId };
    return this.#known.some((each) => isMatch(wanted, each));
  }
}

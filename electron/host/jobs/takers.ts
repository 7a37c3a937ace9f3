/** The instances that can work, as last told. */
import { isMatch } from '../../core/schedule/schedule.ts';
import type { JobRun } from './jobRun.ts';
import type { Recogniser, RecogniserPool } from '../ports.ts';
import type { JobRecord } from '../store/storePort.ts';

export class Takers {
  readonly #pool: Pick<RecogniserPool, 'recognisers'>;
  #known: readonly Recogniser[] = [];
  /** Asked of thousands of jobs many times a second: an answer holds until the job or the instances change. */
  #answers = new WeakMap<JobRecord, boolean>();

  constructor(pool: Pick<RecogniserPool, 'recognisers'>) {
    this.#pool = pool;
    this.refresh();
  }

  refresh(): void {
    const before = this.#known;
    this.#known = this.#pool.recognisers();
    const isSame =
      this.#known.length === before.length && this.#known.every((each, at) => isAlike(each, before[at]));
    if (!isSame) this.#answers = new WeakMap();
  }

  count(): number {
    return this.#known.length;
  }

  /** Can one of them take segments of the job? */
  canTake({ record }: JobRun): boolean {
    const known = this.#answers.get(record);
    if (known !== undefined) return known;
    const { modelKey, modelId, target } = record;
    const instanceId = target.kind === 'instance' ? target.instanceId : null;
    const wanted = { modelKey, modelId: modelId === '' ? null : modelId, instanceId };
    const answer = this.#known.some((each) => isMatch(wanted, each));
    this.#answers.set(record, answer);
    return answer;
  }
}

function isAlike(one: Recogniser, other: Recogniser | undefined): boolean {
  return (
    one.instanceId === other?.instanceId && one.modelKey === other.modelKey && one.modelId === other.modelId
  );
}

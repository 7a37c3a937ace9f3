/** What a job's state is, and why it waits. */
import type { Phase } from '../contract/instance.ts';
import type { JobCounts, JobState, JobView } from '../contract/job.ts';

export type WaitingReason = NonNullable<JobView['waiting']>;

const ended: readonly JobState[] = ['done', 'incomplete', 'skipped', 'failed', 'cancelled', 'quarantined'];
const retried: readonly JobState[] = ['incomplete', 'failed', 'cancelled', 'quarantined'];

export const endedStates = ended;

export function isEnded(state: JobState): boolean {
  return ended.includes(state);
}

export function mayRetry(state: JobState): boolean {
  return retried.includes(state);
}

/** Under which figure a state is counted; null: under none. The journal counts the same way. */
export function countedAs(state: JobState): keyof JobCounts | null {
  if (state === 'decoding' || state === 'running') return 'active';
  if (state === 'queued' || state === 'waiting' || state === 'paused') return 'waiting';
  if (state === 'done' || state === 'skipped') return 'done';
  return state === 'cancelled' ? null : 'failed';
}

export interface KnownInstance {
  readonly id: string;
  readonly phase: Phase;
  readonly modelId: string;
}

const onTheWay: readonly Phase[] = ['starting', 'loading', 'ready', 'busy', 'backoff'];
const stopped: readonly Phase[] = ['stopped', 'stopping', 'draining'];

/** Why nobody can take the job; null: somebody can, or soon will. `modelId` null: any model. */
export function judgeInstances(
  job: { readonly instanceId: string | null; readonly modelId: string | null },
  instances: readonly KnownInstance[],
): WaitingReason | null {
  if (job.instanceId === null) {
    const isAny = instances.some(
      ({ phase, modelId }) => onTheWay.includes(phase) && (job.modelId === null || job.modelId === modelId),
    );
    return isAny ? null : 'no-instance';
  }
  const pinned = instances.find(({ id }) => id === job.instanceId);
  if (pinned === undefined) return 'no-instance';
  if (stopped.includes(pinned.phase)) return 'instance-stopped';
  if (!onTheWay.includes(pinned.phase)) return 'instance-failed';
  return job.modelId === null || job.modelId === pinned.modelId ? null : 'no-instance';
}

/** State of a job that has not ended. `isBegun`: decoding began; `isFound`: speech has been looked for. */
export function foldState(facts: {
  readonly waiting: WaitingReason | null;
  readonly isBegun: boolean;
  readonly isFound: boolean;
}): JobState {
  if (facts.waiting !== null) return 'waiting';
  if (facts.isFound) return 'running';
  return facts.isBegun ? 'decoding' : 'queued';
}

/** What a job's state is, and why it waits. */
import { isAble } from '../../contract/instance.ts';
import type { Phase } from '../../contract/instance.ts';
import type { JobCounts, JobState, JobView } from '../../contract/job.ts';

export type WaitingReason = NonNullable<JobView['waiting']>;

export const endedStates: readonly JobState[] = [
  ...(['done', 'incomplete', 'skipped', 'failed', 'cancelled', 'quarantined'] as const),
];

export function isEnded(state: JobState): boolean {
  return endedStates.includes(state);
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

const coming: readonly Phase[] = ['starting', 'loading', 'backoff'];
const stopped: readonly Phase[] = ['stopped', 'stopping', 'draining'];

/**
 * Why nobody can take the job; null: somebody can, or soon will. `modelId` null: any model. `canTake`: an instance that
 * works has the very model and precision it began with.
 */
export function judgeInstances(
  job: { readonly instanceId: string | null; readonly modelId: string | null; readonly canTake: boolean },
  instances: readonly KnownInstance[],
): WaitingReason | null {
  const asked = instances.filter(({ id }) => job.instanceId === null || job.instanceId === id);
  const isHopeful = asked
    .filter(({ modelId }) => job.modelId === null || job.modelId === modelId)
    .some(({ phase }) => coming.includes(phase) || (job.canTake && isAble(phase)));
  if (isHopeful) return null;
  const [pinned] = job.instanceId === null ? [] : asked;
  if (pinned === undefined || coming.includes(pinned.phase) || isAble(pinned.phase)) {
    return 'no-instance';
  }
  return stopped.includes(pinned.phase) ? 'instance-stopped' : 'instance-failed';
}

/** State of a job that has not ended. `isPaused`: by its user, and there is something left to recognise; `isBegun`: decoding began; `isFound`: speech has been looked for. */
export function foldState(facts: {
  readonly waiting: WaitingReason | null;
  readonly isPaused: boolean;
  readonly isBegun: boolean;
  readonly isFound: boolean;
}): JobState {
  if (facts.isPaused) return 'paused';
  if (facts.waiting !== null) return 'waiting';
  if (facts.isFound) return 'running';
  return facts.isBegun ? 'decoding' : 'queued';
}

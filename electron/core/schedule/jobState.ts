/** What a job's state is. The journal's thread stands on this, too, and loads no schemas for it. */
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

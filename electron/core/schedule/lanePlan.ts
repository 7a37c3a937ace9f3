/** Who decodes: so many at once, the first in order first, and none far ahead of what was recognised. */

export interface LaneJob {
  readonly id: string;
  /** Lower goes first. */
  readonly rank: number;
  /** An instance can take its segments now. Those nobody can take decode only when no other wants to. */
  readonly isRunnable: boolean;
  /** Decoded and not recognised yet, s. */
  readonly aheadS: number;
  /** Its decoder was started, and may have ended. */
  readonly isBegun: boolean;
  /** Waits for a turn. */
  readonly isWaiting: boolean;
}

export interface LaneLimits {
  /** Decoders started and not ended, at most. */
  readonly longestLane: number;
  /** Sound ahead of all recognition that keeps every instance busy, s. */
  readonly backlogS: number;
  readonly hasRoom: boolean;
}

/** A job decodes no further ahead than this, s; and goes on a little below it, so that it does not stop at every piece. */
const longestAheadS = 600;
const goOnBelowS = 540;

/** Is `a` before `b`? */
function isBefore(a: LaneJob, b: LaneJob): boolean {
  return a.isRunnable === b.isRunnable ? a.rank < b.rank : a.isRunnable;
}

/** Jobs that may have a turn now, first in order first. `lane`: decoders started and not ended. */
export function planTurns(jobs: readonly LaneJob[], lane: number, limits: LaneLimits): LaneJob[] {
  if (!limits.hasRoom) return [];
  const begun = jobs.filter(({ isBegun, aheadS }) => isBegun && aheadS > 0);
  return jobs
    .filter((job) => {
      if (!job.isWaiting) return false;
      if (job.isBegun) return job.aheadS < goOnBelowS;
      return lane < limits.longestLane && mayBegin(job, begun, limits);
    })
    .sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** While enough sound waits for the instances, only what comes before all of it is begun. */
function mayBegin(job: LaneJob, begun: readonly LaneJob[], { backlogS }: LaneLimits): boolean {
  const alike = begun.filter(({ isRunnable }) => isRunnable === job.isRunnable);
  const waitingS = alike.reduce((sum, { aheadS }) => sum + aheadS, 0);
  return waitingS < backlogS || alike.every((other) => isBefore(job, other));
}

/** Does the job that has a turn keep it? */
export function keepsTurn(job: LaneJob, nextWaiting: LaneJob | null, hasRoom: boolean): boolean {
  if (!hasRoom || job.aheadS >= longestAheadS) return false;
  return nextWaiting === null || !isBefore(nextWaiting, job);
}

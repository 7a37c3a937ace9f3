/** For tests: what a fleet must never do, judged anew and not by the planner's own words. */
import type { Batch, LiveJob, Seat } from './simulationStory.ts';
import type { PlannedSegment, WaitingSegment } from './schedule.ts';

/** How many times its own service, in s, a job may be overtaken for. */
const ageing = 20;

/** A segment waits that this instance might take at once. */
export function isIdleBesideWork(seat: Seat, jobs: readonly LiveJob[], up: readonly Seat[]): boolean {
  return jobs.some((job) => mayWork(job, seat, up));
}

/** Jobs the instance might have taken that came more than 20 × their service before the one it takes. */
export function findOvertaken(
  planned: readonly PlannedSegment[],
  { jobs, seat, up }: { jobs: readonly LiveJob[]; seat: Seat; up: readonly Seat[] },
): LiveJob[] {
  const speedX = up.reduce((sum, { cap }) => sum + cap.speedX, 0);
  const seeded = jobs.find(({ id }) => planned.some(({ jobId }) => jobId === id));
  if (!seeded || seeded.putFirstS !== null) return [];
  return jobs.filter((job) => {
    const latestS = job.arrivedS + (ageing * job.wholeS * job.guess) / speedX;
    return job !== seeded && seeded.arrivedS > latestS && mayWork(job, seat, up);
  });
}

/** What is wrong with a batch as it is sent, in words. */
export function findFaults({ parts, paddedS }: Batch, seat: Seat): string[] {
  const { cap } = seat;
  const isAlone = parts.length === 1;
  const longestS = paddedS / parts.length;
  const kinds = new Set(parts.map(({ job }) => `${job.job.modelKey} ${job.job.hotwords.join()}`));
  const jobs = new Set(parts.map(({ job }) => job));
  const faults = {
    'is over its padded seconds': !isAlone && paddedS > cap.paddedS * 1.000_001,
    'is over its square': !isAlone && paddedS * longestS > 18_000 * 1.000_001,
    'computes too long': !isAlone && paddedS / cap.speedX > 1.5 * 1.000_001,
    'mixes models or hotword lists': kinds.size > 1,
    'is not for this instance': parts.some(({ job }) => !fits(job, seat)),
    'is of a paused or ended job': [...jobs].some((job) => job.isPaused || job.endings.length > 0),
    'lets a suspect share': jobs.size > 1 && [...jobs].some(({ deaths }) => deaths > 0),
    'should be alone': !isAlone && parts.some(({ segment }) => segment.standing.isAlone),
  };
  return Object.entries(faults).flatMap(([fault, isSo]) => (isSo ? [fault] : []));
}

function mayWork(job: LiveJob, seat: Seat, up: readonly Seat[]): boolean {
  const isOut = job.isPaused || job.endings.length > 0 || (job.deaths > 0 && job.aboard > 0);
  if (isOut || !fits(job, seat)) return false;
  const others = up.filter((other) => other !== seat && fits(job, other)).map(({ instance }) => instance.id);
  return job.waiting.some((segment) => isFree(segment, seat.instance.id, others));
}

function fits({ job }: LiveJob, { instance }: Seat): boolean {
  return job.modelKey === instance.modelKey && (job.instanceId ?? instance.id) === instance.id;
}

function isFree({ standing }: WaitingSegment, here: string, others: readonly string[]): boolean {
  if (standing.avoids === here) return others.length === 0;
  return standing.retryOn === null || !others.includes(standing.retryOn);
}

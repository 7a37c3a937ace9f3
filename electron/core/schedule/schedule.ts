/** Which segments an instance gets next. */
import type { Standing } from './ladder.ts';
import { batchCostS, chooseEnoughS, countWorthwhile, packBatches } from './pack.ts';
import type { PackLimits } from './pack.ts';

export interface WaitingSegment {
  readonly index: number;
  readonly fromS: number;
  readonly seconds: number;
  readonly standing: Standing;
}

export interface ScheduledJob {
  readonly id: string;
  /** s since the epoch. */
  readonly arrivedS: number;
  /** Nothing of it is sent. */
  readonly isPaused: boolean;
  /** Seconds of the file not recognised yet, guessed where unknown. */
  readonly remainingS: number;
  /** null: the first instance that takes a segment decides. */
  readonly modelKey: string | null;
  /** null: any model. */
  readonly modelId: string | null;
  /** Pinned to it; null: any. */
  readonly instanceId: string | null;
  readonly hotwords: readonly string[];
  /** A worker died with it: its segments share no batch and no time with others of it. */
  readonly isSuspect: boolean;
  /** Batches of it under way. */
  readonly aboard: number;
  /** In file order. */
  readonly waiting: readonly WaitingSegment[];
}

export interface Taker {
  readonly instanceId: string;
  readonly modelKey: string;
  readonly modelId: string;
  readonly limits: PackLimits;
}

export interface PlannedSegment {
  readonly jobId: string;
  readonly index: number;
  readonly seconds: number;
}

/** A job is overtaken only by what arrived less than this many times its own service later. */
const ageing = 20;
/** How far ahead of its first waiting segment a job's batch may reach, s. */
export const aheadS = 600;
/** So many segments at most are packed for one batch: in ten minutes there may be thousands of a tenth of a second. */
const mostPacked = 512;
/** Beside another job's segment, one more than so many times as long costs more in padding than it saves. */
const mostUnlike = 1.25;
/** Shorter than this, s, no batch is made for the sake of finishing together. */
const leastComputeS = 4 * batchCostS;

/** Somebody waits for the answer: as if it had come so much earlier, s, which is more than any job waits. */
const interactiveLeadS = 1e9;
/** Of so many batches one goes to jobs that nobody waits for. */
const turns = 5;

export interface Ranked {
  /** s since the epoch, as putFirstS. */
  readonly arrivedS: number;
  readonly remainingS: number;
  /** null: not put first. */
  readonly putFirstS: number | null;
  readonly isInteractive: boolean;
}

/**
 * Lower goes first: arrival + 20 × predicted remaining service, s. Jobs put first come before all others, the one put there
 * last before the rest of them; then those somebody waits for.
 */
export function rankJob(job: Ranked, speedX: number): number {
  if (job.putFirstS !== null) return -job.putFirstS;
  const leadS = job.isInteractive ? interactiveLeadS : 0;
  return job.arrivedS - leadS + (ageing * job.remainingS) / Math.max(1, speedX);
}

/** Do those nobody waits for come first in the next batch? So they come on however many requests there are. */
export function isPatientTurn(batchesSent: number): boolean {
  return batchesSent % turns === turns - 1;
}

/** May the instance recognise segments of the job? */
export function isMatch(
  job: Pick<ScheduledJob, 'modelKey' | 'modelId' | 'instanceId'>,
  taker: Pick<Taker, 'instanceId' | 'modelKey' | 'modelId'>,
): boolean {
  if (job.instanceId !== null && job.instanceId !== taker.instanceId) return false;
  if (job.modelKey !== null) return job.modelKey === taker.modelKey;
  return job.modelId === null || job.modelId === taker.modelId;
}

/** The next batch for `taker`, or null. `jobs` in the order of their ranks; `takers`: every instance that can work. */
export function planBatch(
  taker: Taker,
  jobs: readonly ScheduledJob[],
  takers: readonly Taker[],
): PlannedSegment[] | null {
  const open = jobs.flatMap((job) => {
    if (job.isPaused || !isMatch(job, taker) || (job.isSuspect && job.aboard > 0)) return [];
    const elsewhere = takers.filter((other) => other.instanceId !== taker.instanceId && isMatch(job, other));
    const waiting = job.waiting.filter((segment) => mayTry(segment, taker, elsewhere));
    return waiting.length > 0 ? [{ ...job, waiting }] : [];
  });
  const [first, ...next] = open;
  const seed = first?.waiting[0];
  if (first === undefined || seed === undefined) return null;
  if (seed.standing.isAlone) return [pick(first.id, seed)];
  const { limits, backlogS } = shareOut(taker, open, takers);
  const near = first.waiting.filter(
    ({ standing, fromS }) => !standing.isAlone && fromS <= seed.fromS + aheadS,
  );
  const own = packBatches(near.slice(0, mostPacked), limits).find((batch) => batch.includes(seed)) ?? [seed];
  const batch = own.map((segment) => pick(first.id, segment));
  if (first.isSuspect) return batch;
  const fellows = next.filter((job) => isFellow(first, job));
  return fill(batch, fellows, { ...limits, enoughS: chooseEnoughS(backlogS) });
}

/**
 * So that all instances with its model finish together, nobody takes more than half of its share of what remains;
 * `backlogS`: what they all compute still, s.
 */
function shareOut(
  { limits, modelKey }: Taker,
  open: readonly ScheduledJob[],
  takers: readonly Taker[],
): { limits: PackLimits; backlogS: number } {
  const alike = takers.filter((other) => other.modelKey === modelKey);
  const fleetX = alike.reduce((sum, other) => sum + other.limits.speedX, 0);
  const remainingS = open.reduce((sum, job) => sum + job.remainingS, 0);
  const backlogS = remainingS / fleetX;
  const leastS = leastComputeS * limits.speedX;
  const paddedS = Math.min(limits.paddedS, Math.max(leastS, (backlogS * limits.speedX) / 2));
  return { limits: { ...limits, paddedS }, backlogS };
}

/**
 * Other jobs' segments, those first that leave the least padding, until the batch computes long enough; a little longer
 * with those that are all their jobs wait for.
 */
function fill(
  batch: PlannedSegment[],
  next: readonly ScheduledJob[],
  { enoughS, ...limits }: PackLimits & { readonly enoughS: number },
): PlannedSegment[] {
  const seededS = batch[0]?.seconds ?? 0;
  if (batch.length >= countWorthwhile(seededS, limits)) return batch;
  const alike = next.flatMap(({ id, waiting }) =>
    waiting
      .filter(({ standing, seconds }) => !standing.isAlone && unlikeness(seconds, seededS) <= mostUnlike)
      .map((segment) => ({ ...pick(id, segment), isLast: waiting.length === 1 })),
  );
  alike.sort((a, b) => unlikeness(a.seconds, seededS) - unlikeness(b.seconds, seededS));
  const filled = [...batch];
  let longestS = seededS;
  for (const { isLast, ...planned } of alike) {
    const paddedToS = Math.max(longestS, planned.seconds);
    const paddingS = filled.length * (paddedToS - longestS);
    // Padding those that are there costs more than a batch of its own would.
    if (paddingS > batchCostS * limits.speedX) continue;
    if (filled.length >= countWorthwhile(paddedToS, limits, isLast ? undefined : enoughS)) continue;
    filled.push(planned);
    longestS = paddedToS;
  }
  return filled.sort((a, b) => b.seconds - a.seconds);
}

/** How many times as long as the other the longer of two is; the shortest job is first, so others' are mostly longer. */
function unlikeness(oneS: number, otherS: number): number {
  return Math.max(oneS / otherS, otherS / oneS);
}

function isFellow(first: ScheduledJob, job: ScheduledJob): boolean {
  const isSame =
    first.hotwords.length === job.hotwords.length &&
    first.hotwords.every((word, at) => word === job.hotwords[at]);
  return isSame && !job.isSuspect;
}

function mayTry({ standing }: WaitingSegment, here: Taker, elsewhere: readonly Taker[]): boolean {
  const { retryOn, avoids } = standing;
  if (avoids === here.instanceId && elsewhere.length > 0) return false;
  return !elsewhere.some(({ instanceId }) => instanceId === retryOn);
}

function pick(jobId: string, { index, seconds }: WaitingSegment): PlannedSegment {
  return { jobId, index, seconds };
}

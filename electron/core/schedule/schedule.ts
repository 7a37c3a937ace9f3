/** Which segments an instance gets next. */
import { countFitting, isLike, packBatches } from './pack.ts';
import type { PackLimits } from './pack.ts';

export interface WaitingSegment {
  readonly index: number;
  readonly fromS: number;
  readonly seconds: number;
  /** Goes in a batch of its own: it was in batches that got no answer. */
  readonly isAlone: boolean;
  /** Ran out of memory there, and is tried once more there while that instance can work; null: anywhere. */
  readonly retryOn: string | null;
  /** Failed there again: goes elsewhere where there is an elsewhere. */
  readonly avoids: string | null;
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
/** How far ahead of its first waiting segment a job's batch may reach. */
const aheadS = 600;

/**
 * Lower goes first: arrival + 20 × predicted remaining service, s. Jobs put first (s since the epoch; null: not) come before
 * all others, the one put there last before the rest of them.
 */
export function rankJob(
  job: { readonly arrivedS: number; readonly remainingS: number; readonly putFirstS: number | null },
  speedX: number,
): number {
  if (job.putFirstS !== null) return -job.putFirstS;
  return job.arrivedS + (ageing * job.remainingS) / Math.max(1, speedX);
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
  if (seed.isAlone) return [pick(first.id, seed)];
  const near = first.waiting.filter((segment) => !segment.isAlone && segment.fromS <= seed.fromS + aheadS);
  const own = packBatches(near, taker.limits).find((batch) => batch.includes(seed)) ?? [seed];
  const batch = own.map((segment) => pick(first.id, segment));
  return first.isSuspect
    ? batch
    : fill(
        batch,
        next.filter((job) => isFellow(first, job)),
        taker.limits,
      );
}

function fill(batch: PlannedSegment[], next: readonly ScheduledJob[], limits: PackLimits): PlannedSegment[] {
  const longestS = batch[0]?.seconds ?? 0;
  const room = countFitting(longestS, limits) - batch.length;
  const more: PlannedSegment[] = [];
  for (const job of next) {
    for (const segment of job.waiting) {
      if (more.length >= room) return [...batch, ...more];
      if (!segment.isAlone && isLike(segment.seconds, longestS)) more.push(pick(job.id, segment));
    }
  }
  return [...batch, ...more];
}

function isFellow(first: ScheduledJob, job: ScheduledJob): boolean {
  const isSame =
    first.hotwords.length === job.hotwords.length &&
    first.hotwords.every((word, at) => word === job.hotwords[at]);
  return isSame && !job.isSuspect;
}

function mayTry({ retryOn, avoids }: WaitingSegment, here: Taker, elsewhere: readonly Taker[]): boolean {
  if (avoids === here.instanceId && elsewhere.length > 0) return false;
  return !elsewhere.some(({ instanceId }) => instanceId === retryOn);
}

function pick(jobId: string, { index, seconds }: WaitingSegment): PlannedSegment {
  return { jobId, index, seconds };
}

/** For tests: what a simulated fleet is made of. */
import { firstCap } from './batchCap.ts';
import type { BatchCap } from './batchCap.ts';
import { aheadS } from './schedule.ts';
import type { ScheduledJob, Taker, WaitingSegment } from './schedule.ts';

export interface SimulatedInstance {
  readonly id: string;
  readonly modelKey: string;
  readonly batchSizeS: number;
  /** Padded seconds a second of computing, in truth. */
  readonly speedX: number;
  /** More padded seconds than this run out of memory. */
  readonly memoryS: number;
  /** What is known of it at the beginning. */
  readonly cap?: BatchCap;
}

export interface SimulatedJob {
  readonly job: ScheduledJob;
  /** What is predicted of its length, over the truth. */
  readonly guess: number;
  readonly isInteractive: boolean;
  /** Segments at which a worker dies, and those no memory holds. */
  readonly deadly: ReadonlySet<number>;
  readonly hopeless: ReadonlySet<number>;
}

/** crash, stop: of an instance; the rest: of a job. */
export interface Act {
  readonly atS: number;
  readonly kind: 'crash' | 'stop' | 'cancel' | 'pause' | 'resume' | 'first';
  readonly id: string;
}

export interface Story {
  readonly instances: readonly SimulatedInstance[];
  readonly jobs: readonly SimulatedJob[];
  readonly acts: readonly Act[];
  /** Time of a batch over what its instance's speed says. */
  readonly noise: () => number;
}

export type Ending = 'done' | 'incomplete' | 'failed' | 'cancelled' | 'quarantined';

export interface LiveJob extends SimulatedJob {
  readonly id: string;
  readonly arrivedS: number;
  readonly wholeS: number;
  endings: Ending[];
  endS: number;
  isPaused: boolean;
  putFirstS: number | null;
  deaths: number;
  aboard: number;
  /** In file order. */
  waiting: WaitingSegment[];
  /** Seconds without an answer. */
  leftS: number;
  readonly answered: Set<number>;
  holes: number;
}

export interface Batch {
  readonly parts: readonly { readonly job: LiveJob; readonly segment: WaitingSegment }[];
  readonly deathsBefore: ReadonlyMap<LiveJob, number>;
  readonly paddedS: number;
}

export interface Seat {
  readonly instance: SimulatedInstance;
  cap: BatchCap;
  line: Batch[];
  headBeganS: number;
  headEndS: number;
  downUntilS: number;
}

export function beginJob(simulated: SimulatedJob): LiveJob {
  const { id, arrivedS, waiting, isPaused } = simulated.job;
  const wholeS = waiting.reduce((sum, { seconds }) => sum + seconds, 0);
  return {
    ...simulated,
    ...{ id, arrivedS, wholeS, isPaused, waiting: [...waiting], leftS: wholeS },
    ...{ endings: [], endS: 0, putFirstS: null, deaths: 0, aboard: 0, answered: new Set(), holes: 0 },
  };
}

export function beginSeat(instance: SimulatedInstance): Seat {
  const cap = instance.cap ?? firstCap(instance.batchSizeS);
  return { instance, cap, line: [], headBeganS: 0, headEndS: Infinity, downUntilS: 0 };
}

/** As the host shows it to the planner: ten minutes of it. */
export function scheduleJob({ job, waiting, leftS, guess, isPaused, deaths, aboard }: LiveJob): ScheduledJob {
  const untilS = (waiting.find(({ standing }) => standing.failures === 0)?.fromS ?? Infinity) + aheadS;
  const near = waiting.filter(({ fromS }) => fromS <= untilS);
  return { ...job, waiting: near, remainingS: leftS * guess, isPaused, isSuspect: deaths > 0, aboard };
}

export function describeSeat({ instance, cap }: Seat): Taker {
  return { instanceId: instance.id, modelKey: instance.modelKey, modelId: 'm', limits: cap };
}

export function jobsOf({ parts }: Batch): Set<LiveJob> {
  return new Set(parts.map(({ job }) => job));
}

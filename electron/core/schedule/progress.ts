/** How far a job is: seconds of audio through each stage, one fraction, speed and time left. */
import type { JobProgress, JobStage } from '../../contract/job.ts';

export interface ProgressFacts {
  /** Whole length, s; null until decoded. */
  readonly totalS: number | null;
  /** Guess of it until then. */
  readonly guessS: number;
  readonly decodedS: number;
  readonly scannedS: number;
  readonly isScanned: boolean;
  readonly speechS: number;
  readonly recognisedS: number;
  /** Of the recognised segments, 0…1. */
  readonly punctuated: number;
  readonly isSaving: boolean;
}

/** What the next fold needs of the last ones: the fraction must not fall, the speed is that of the last half minute. */
export interface ProgressMemory {
  readonly fraction: number;
  readonly marks: readonly { readonly atMs: number; readonly doneS: number }[];
}

export const noProgress: ProgressMemory = { fraction: 0, marks: [] };

/** Shares of the time a job takes; measured, features and recognition outweigh the rest. */
const share = { decode: 0.05, scan: 0.2, recognise: 0.7, punctuate: 0.05 };
const speedWindowMs = 30_000;
const markEveryMs = 1_000;
/** A speed over less than this is noise. */
const speedAfterMs = 2_000;
/** Until it is saved a job is not quite done. */
const almost = 0.99;

/** Bytes of a second of sound by what a name ends in: middle values of what people have. */
const bytesPerSecond: readonly [RegExp, number][] = [
  [/\.(wav|aiff?|au|caf|w64)$/i, 96_000],
  [/\.(flac|ape|wv)$/i, 60_000],
  [/\.(mp4|mov|mkv|avi|flv|ts|mts|mpe?g|webm|wmv)$/i, 150_000],
  [/\.(amr|opus|3gp)$/i, 3_000],
];

/** Rough seconds of a file not decoded yet; never 0. */
export function guessSeconds(name: string, bytes: number): number {
  const rate = bytesPerSecond.find(([pattern]) => pattern.test(name))?.[1] ?? 14_000;
  return Math.max(1, bytes / rate);
}

export function foldProgress(
  memory: ProgressMemory,
  facts: ProgressFacts,
  nowMs: number,
): { memory: ProgressMemory; progress: JobProgress } {
  const likelyS = Math.max(1, facts.totalS ?? Math.max(facts.guessS, facts.decodedS * 1.05));
  // Sums of the same lengths in another order may pass each other by a rounding.
  const answered =
    facts.speechS > 0 ? Math.min(1, facts.recognisedS / facts.speechS) : Number(facts.scannedS > 0);
  const doneS = Math.min(facts.scannedS * answered, likelyS);
  const marks = foldMarks(memory.marks, nowMs, doneS);
  const speedX = measureSpeed(marks, nowMs, doneS);
  const fraction = Math.max(memory.fraction, Math.min(almost, weigh(facts, likelyS, doneS)));
  const isKnown = facts.decodedS > 0 || facts.scannedS > 0;
  return {
    memory: { fraction, marks },
    progress: {
      totalS: facts.totalS,
      decodedS: facts.decodedS,
      scannedS: facts.scannedS,
      speechS: facts.speechS,
      recognisedS: facts.recognisedS,
      stage: foldStage(facts),
      fraction: isKnown ? fraction : null,
      speedX,
      etaS: speedX === null || speedX <= 0 ? null : Math.max(0, likelyS - doneS) / speedX,
    },
  };
}

function weigh(facts: ProgressFacts, likelyS: number, doneS: number): number {
  const recognised = doneS / likelyS;
  return (
    (share.decode * Math.min(facts.decodedS, likelyS)) / likelyS +
    (share.scan * Math.min(facts.scannedS, likelyS)) / likelyS +
    share.recognise * recognised +
    share.punctuate * facts.punctuated * recognised
  );
}

function foldStage(facts: ProgressFacts): JobStage {
  if (facts.isSaving) return 'save';
  if (facts.isScanned) return facts.recognisedS < facts.speechS ? 'recognise' : 'punctuate';
  if (facts.speechS > 0) return 'recognise';
  return facts.scannedS > 0 || facts.decodedS >= Math.min(60, facts.totalS ?? 60) ? 'speech' : 'decode';
}

function foldMarks(marks: ProgressMemory['marks'], nowMs: number, doneS: number): ProgressMemory['marks'] {
  const newest = marks.at(-1);
  if (newest && nowMs - newest.atMs < markEveryMs) return marks;
  return [...marks.filter(({ atMs }) => nowMs - atMs <= speedWindowMs), { atMs: nowMs, doneS }];
}

function measureSpeed(marks: ProgressMemory['marks'], nowMs: number, doneS: number): number | null {
  const oldest = marks[0];
  if (!oldest || nowMs - oldest.atMs < speedAfterMs || doneS <= oldest.doneS) return null;
  return (doneS - oldest.doneS) / ((nowMs - oldest.atMs) / 1000);
}

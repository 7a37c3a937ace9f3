/** A job under way, in memory: what the journal holds of it, and what is happening to it now. */
import type { BatchTrouble } from '../../contract/job.ts';
import type { RecognisedSegment } from '../../contract/workerMessages.ts';
import { sampleRateHz } from '../../contract/workerMessages.ts';
import type { WaitingReason } from '../../core/schedule/jobState.ts';
import { firstStanding } from '../../core/schedule/ladder.ts';
import type { Standing } from '../../core/schedule/ladder.ts';
import { guessSeconds, noProgress } from '../../core/schedule/progress.ts';
import type { ProgressMemory } from '../../core/schedule/progress.ts';
import type { JobPatch, JobRecord, SegmentRecord } from '../store/storePort.ts';

/** waiting → aboard an instance → its result is being written → recognised; refused: no instance could answer it. */
type SegmentPhase = 'waiting' | 'aboard' | 'writing' | 'recognised' | 'refused';

export interface RunSegment {
  readonly index: number;
  readonly fromMs: number;
  readonly toMs: number;
  phase: SegmentPhase;
  instanceId: string | null;
  result: RecognisedSegment | null;
  standing: Standing;
}

/** idle: not begun · running: has a decoder's turn · parked: begun, waits for its turn · whole: all of it is in the spool. */
type DecodePhase = 'idle' | 'running' | 'parked' | 'whole';

export interface JobRun {
  /** As last committed, and as noted since. */
  record: JobRecord;
  /** Of the record, to be written with whatever is written next. */
  noted: JobPatch;
  readonly segments: RunSegment[];
  /** Guessed length until decoded, s. */
  readonly guessS: number;
  decode: DecodePhase;
  /** In the spool. */
  decodedSamples: number;
  /** Ends the decoder alone; null while there is none. */
  stopDecoding: (() => Promise<void>) | null;
  /** Settles when the decoder is gone; null while there is none. */
  decoding: Promise<void> | null;
  /** Everything before this index is recognised or refused. */
  firstOpen: number;
  isScanning: boolean;
  isPunctuating: boolean;
  /** The transcript is being made and saved; settles when that is done or has failed. */
  saving: Promise<void> | null;
  isStating: boolean;
  /** Its file is being digested, or has been; null: not begun. */
  hashing: Promise<string | null> | null;
  /** Its decoder and its sound are on their way out. */
  isEvicting: boolean;
  /** Rises when all that was found is forgotten: what was asked before does not count any more. */
  epoch: number;
  /** Its end is being written: nothing more is begun for it. */
  isEnding: boolean;
  /** Aborted when it ends, and when the host closes. */
  readonly abort: AbortController;
  waiting: WaitingReason | null;
  isOutOfRoom: boolean;
  batchesAboard: number;
  /** Speech found, and recognised of it. */
  speechMs: number;
  recognisedMs: number;
  /** Recognised, spaces apart. */
  characters: number;
  /** What the instances said of segments they could not answer. */
  readonly refusals: string[];
  /** Ahead of the journal while a newer one is written. */
  troubles: readonly BatchTrouble[];
  progress: ProgressMemory;
  /** Recognised, and not pushed yet. */
  readonly fresh: Set<number>;
}

export function createRun(record: JobRecord, segments: readonly SegmentRecord[]): JobRun {
  const run: JobRun = {
    record,
    noted: {},
    segments: [],
    guessS: guessSeconds(record.name, record.bytes),
    decode: 'idle',
    decodedSamples: 0,
    stopDecoding: null,
    decoding: null,
    firstOpen: 0,
    isScanning: false,
    isPunctuating: false,
    saving: null,
    isStating: false,
    hashing: null,
    isEvicting: false,
    epoch: 0,
    isEnding: false,
    abort: new AbortController(),
    waiting: null,
    isOutOfRoom: false,
    batchesAboard: 0,
    speechMs: 0,
    recognisedMs: 0,
    characters: 0,
    refusals: [],
    troubles: record.troubles,
    progress: noProgress,
    fresh: new Set(),
  };
  addSegments(run, segments);
  return run;
}

/** As the journal holds them; those with a result are recognised. */
export function addSegments(run: JobRun, segments: readonly SegmentRecord[]): void {
  for (const { index, fromMs, toMs, instanceId, result } of segments) {
    const place = { index, fromMs, toMs, instanceId, result: null, phase: 'waiting' as const };
    const segment: RunSegment = { ...place, standing: firstStanding };
    run.segments.push(segment);
    run.speechMs += toMs - fromMs;
    if (result !== null) answerSegment(run, segment, result);
  }
}

/** The segment's result is in the journal. */
export function answerSegment(run: JobRun, segment: RunSegment, result: RecognisedSegment): void {
  segment.phase = 'recognised';
  segment.result = result;
  run.recognisedMs += segment.toMs - segment.fromMs;
  run.characters += result.text.replace(/\s/gu, '').length;
  passAnswered(run);
}

export function isAnswered({ phase }: RunSegment): boolean {
  return phase === 'recognised' || phase === 'refused';
}

/** Moves firstOpen on. */
export function passAnswered(run: JobRun): void {
  for (let segment = run.segments[run.firstOpen]; segment && isAnswered(segment);) {
    run.firstOpen += 1;
    segment = run.segments[run.firstOpen];
  }
}

/** Every segment found has an answer, and no more will be found. */
export function isRecognised(run: JobRun): boolean {
  return run.record.isScanned && run.firstOpen === run.segments.length;
}

/** Paused, and there is something left to recognise: what has all its answers comes to its end. */
export function isHeld(run: JobRun): boolean {
  return run.record.isPaused && !isRecognised(run);
}

/** Whole length, s; null until decoded. */
export function totalSeconds(run: JobRun): number | null {
  const { totalSamples } = run.record;
  return totalSamples === null ? null : totalSamples / sampleRateHz;
}

/** Up to here all is looked through and answered, s. */
export function seenThroughS(run: JobRun): number {
  const open = run.segments[run.firstOpen];
  return open ? open.fromMs / 1000 : run.record.scannedSamples / sampleRateHz;
}

export function remainingS(run: JobRun): number {
  const likelyS = totalSeconds(run) ?? Math.max(run.guessS, run.decodedSamples / sampleRateHz);
  return Math.max(0, likelyS - seenThroughS(run));
}

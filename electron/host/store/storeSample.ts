/** Jobs, segments and transcripts for the tests of the store; always the same for the same arguments. */
import { untouched } from './storePort.ts';
import type { Transcript } from '../../contract/job.ts';
import type { RecognisedSegment } from '../../contract/workerMessages.ts';
import type { Clock, Log } from '../ports.ts';
import type { JobRecord, SegmentRecord } from './storePort.ts';

export const quietLog: Log = { info() {}, warn() {}, error() {} };
export const sampleClock: Clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };

export function sampleJob(fields: Partial<JobRecord> & Pick<JobRecord, 'id'>): JobRecord {
  return {
    name: `${fields.id}.wav`,
    path: `/audio/${fields.id}.wav`,
    isUpload: false,
    bytes: 1_000_000,
    mtimeMs: 1_700_000_000_123.5,
    target: { kind: 'fleet' },
    options: { hotwords: ['阿里巴巴'] },
    modelKey: null,
    modelId: 'demo',
    modelName: 'Demo',
    isDemo: true,
    state: 'queued',
    waiting: null,
    failure: null,
    acceptedAt: 1_700_000_000_000,
    isPaused: false,
    putFirstAt: null,
    isInteractive: false,
    startedAt: null,
    endedAt: null,
    deaths: 0,
    skipsDone: false,
    ...untouched,
    ...fields,
  };
}

/** One second each, one after the other, from `first`. */
export function sampleSegments(count: number, first = 0): SegmentRecord[] {
  return Array.from({ length: count }, (_, offset) => ({
    index: first + offset,
    fromMs: (first + offset) * 1000,
    toMs: (first + offset + 1) * 1000,
    instanceId: null,
    result: null,
  }));
}

export function sampleResult(text: string): RecognisedSegment {
  const tokens = [...text];
  return {
    text,
    tokens,
    timesMs: tokens.map((_, index) => [index * 200, (index + 1) * 200]),
    timesSource: 'cif',
  };
}

export function sampleTranscript(jobId: string, text: string): Transcript {
  const words = [...text].map((character, index) => ({
    text: character,
    fromMs: index * 200,
    toMs: (index + 1) * 200,
  }));
  return {
    jobId,
    name: `${jobId}.wav`,
    text,
    sentences: [{ text, fromMs: 0, toMs: words.length * 200, words }],
    timesSource: 'cif',
    durationMs: words.length * 200,
    modelName: 'Demo',
    isDemo: true,
    hotwords: [],
    holes: [],
    notes: [],
    createdAt: 1_700_000_100_000,
    editedAt: null,
  };
}

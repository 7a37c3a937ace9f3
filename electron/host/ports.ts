/**
 * host: what we do. Node effects, no Electron. host.ts alone wires; everything that lives has close().
 * This file: the ports the parts of the host meet each other by.
 */
import type { Failure } from '../contract/failure.ts';
import type { FrontsView, InstanceDraft, InstancePatch, InstanceView } from '../contract/instance.ts';
import type {
  JobCounts,
  JobOptions,
  JobState,
  JobTarget,
  JobView,
  SearchHit,
  SegmentView,
  Transcript,
  TranscriptFormat,
} from '../contract/job.ts';
import type { UsageSample } from '../contract/machine.ts';
import type { ModelView } from '../contract/model.ts';
import type { LogLine, PushEvent } from '../contract/push.ts';
import type { Settings, SettingsPatch } from '../contract/settings.ts';
import type {
  FailedKind,
  PcmRange,
  PcmSource,
  RecognisedSegment,
  SpeechSpan,
} from '../contract/workerMessages.ts';

export interface Clock {
  /** ms since the epoch. */
  now(): number;
}

export interface Log {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Hands an event to every panel. */
export type Emit = (event: PushEvent) => void;

export interface Closable {
  close(): Promise<void>;
}

/** A batch that got no answer: the worker died with it, or answered `failed`. */
export class WorkerRefused extends Error {
  override readonly name = 'WorkerRefused';
  readonly kind: FailedKind | 'gone' | 'dropped';

  constructor(kind: FailedKind | 'gone' | 'dropped', message: string) {
    super(message);
    this.kind = kind;
  }
}

/** A ready instance as the dispatcher sees it. */
export interface Recogniser {
  readonly instanceId: string;
  /** sha-256 of weights, tokens and cmvn, a colon, the precision in use. */
  readonly modelKey: string;
  readonly modelId: string;
  /** Cap on padded seconds per batch. */
  readonly batchSizeS: number;
  /** Batches aboard: at most one computing and one waiting. */
  readonly aboard: number;
  readonly deviceName: string;
}

export interface RecognisedBatch {
  readonly results: readonly RecognisedSegment[];
  readonly computeMs: number;
}

export interface RecogniserPool {
  /** Instances that are ready or busy and not draining. */
  recognisers(): readonly Recogniser[];
  /** Rejects with WorkerRefused. */
  recognise(
    instanceId: string,
    batch: { id: string; segments: readonly PcmRange[]; hotwords: readonly string[]; audioS: number },
  ): Promise<RecognisedBatch>;
  drop(instanceId: string, batchId: string): void;
  /** Called when an instance becomes ready, frees a slot, or stops being one. */
  onChange(listener: () => void): () => void;
  /** Audio seconds waiting for each instance, shown on its view. */
  noteQueued(queuedS: ReadonlyMap<string, number>): void;
}

export interface FrontPool {
  /** Rejects with WorkerRefused after the front's own retry; waits until a front is ready. */
  findSpeech(
    window: { pcm: PcmSource; fromSample: number; toSample: number; last: boolean; state: string | null },
    signal: AbortSignal,
  ): Promise<{
    segments: readonly SpeechSpan[];
    openFromMs: number | null;
    state: string;
    computeMs: number;
  }>;
  punctuate(
    slice: { tokens: readonly string[]; carry: string | null; last: boolean },
    signal: AbortSignal,
  ): Promise<{ punct: readonly string[]; carry: string | null; computeMs: number }>;
}

export interface Fleet extends Closable {
  list(): readonly InstanceView[];
  get(id: string): InstanceView;
  create(draft: InstanceDraft): Promise<InstanceView>;
  edit(id: string, patch: InstancePatch): Promise<InstanceView>;
  duplicate(id: string): Promise<InstanceView>;
  remove(id: string): Promise<void>;
  start(id: string): Promise<InstanceView>;
  stop(id: string): Promise<InstanceView>;
  restart(id: string): Promise<InstanceView>;
  startAll(): Promise<void>;
  stopAll(): Promise<void>;
  log(query: {
    id: string;
    runId?: string | undefined;
    beforeOffset?: number | undefined;
    limit: number;
  }): Promise<{ runs: string[]; runId: string | null; lines: LogLine[] }>;
  fronts(): FrontsView;
  readonly recognisers: RecogniserPool;
  readonly frontPool: FrontPool;
}

export interface Models {
  list(): readonly ModelView[];
  find(id: string): ModelView | undefined;
  /** The directory is checked; an unusable one is added all the same, marked so, with its reasons. */
  add(dir: string): Promise<readonly ModelView[]>;
  remove(id: string): Promise<void>;
}

export interface SettingsFile {
  get(): Settings;
  set(patch: SettingsPatch): Promise<Settings>;
}

export interface Usage extends Closable {
  since(ms: number): readonly UsageSample[];
}

/** A file to accept: on the box already, or just uploaded into our own folder (moved into the job). */
export interface Submission {
  readonly path: string;
  /** Shown name; default: the path's last part. */
  readonly name?: string;
  readonly isUpload: boolean;
  readonly target: JobTarget;
  readonly options: JobOptions;
}

export interface Jobs extends Closable {
  /** Commits before it resolves; throws Failed for what can be known at once (no file, folder, empty, unreadable). */
  submit(submission: Submission): Promise<JobView>;
  get(id: string): Promise<JobView>;
  list(query: {
    limit: number;
    before?: string | undefined;
    instanceId?: string | undefined;
    states?: readonly JobState[] | undefined;
  }): Promise<{ jobs: JobView[]; next: string | null }>;
  /** Not ended, plus the newest ended ones up to `ended`. */
  recent(ended: number): Promise<JobView[]>;
  counts(): JobCounts;
  segments(
    id: string,
  ): Promise<{ segments: SegmentView[]; punctuatedText: string; punctuatedSegments: number }>;
  cancel(id: string): Promise<JobView>;
  retry(id: string): Promise<JobView>;
  release(id: string): Promise<JobView>;
  remove(id: string): Promise<void>;
  transcript(id: string): Promise<Transcript>;
  exportAs(
    id: string,
    format: TranscriptFormat,
  ): Promise<{ fileName: string; mime: string; content: string }>;
  search(query: string, limit: number): Promise<SearchHit[]>;
}

/** A job as the journal holds it. Samples are at 16 kHz. */
export interface JobRecord {
  readonly id: string;
  readonly name: string;
  readonly path: string;
  readonly isUpload: boolean;
  readonly bytes: number;
  readonly mtimeMs: number;
  readonly target: JobTarget;
  readonly options: JobOptions;
  /** Frozen at acceptance, null until an instance first takes a segment of a fleet job with no key yet. */
  readonly modelKey: string | null;
  readonly modelId: string;
  readonly modelName: string;
  readonly isDemo: boolean;
  readonly state: JobState;
  readonly waiting: JobView['waiting'];
  readonly failure: Failure | null;
  readonly acceptedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** Decoder identity and arguments; a change starts the file again. */
  readonly decoder: string | null;
  /** Whole length once decoded. */
  readonly totalSamples: number | null;
  readonly isTruncated: boolean;
  /** Speech found up to here. */
  readonly scannedSamples: number;
  readonly isScanned: boolean;
  readonly vadState: string | null;
  /** Tokens' marks so far, in file order. */
  readonly punct: readonly string[];
  readonly punctCarry: string | null;
  readonly punctSegments: number;
  readonly isPunctuated: boolean;
  readonly ranOn: readonly string[];
  readonly device: string | null;
  /** Worker deaths charged to this job. */
  readonly deaths: number;
  readonly characters: number;
}

export interface SegmentRecord {
  readonly index: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly instanceId: string | null;
  readonly result: RecognisedSegment | null;
}

/** The only door to the database. Writes settle once committed. */
export interface Store extends Closable {
  /** Committed with synchronous=FULL. */
  acceptJob(job: JobRecord): Promise<void>;
  patchJob(id: string, patch: Partial<Omit<JobRecord, 'id'>>): Promise<void>;
  /** One transaction: the detector's progress and the segments it closed. */
  recordSpeech(
    id: string,
    progress: Pick<JobRecord, 'scannedSamples' | 'isScanned' | 'vadState'>,
    segments: readonly SegmentRecord[],
  ): Promise<void>;
  /** Grouped into one NORMAL commit every ≤ 200 ms. A second result for a segment is ignored. */
  recordResults(
    id: string,
    results: readonly { index: number; instanceId: string; result: RecognisedSegment }[],
  ): Promise<void>;
  /** One transaction: the transcript, its search text, the final state. FULL. */
  finishJob(id: string, patch: Partial<Omit<JobRecord, 'id'>>, transcript: Transcript): Promise<void>;
  /** Forgets segments and progress (a file that must start again). */
  resetJob(id: string): Promise<void>;
  removeJob(id: string): Promise<void>;
  job(id: string): Promise<JobRecord | undefined>;
  segments(id: string): Promise<SegmentRecord[]>;
  unfinished(): Promise<JobRecord[]>;
  page(query: {
    limit: number;
    before?: string | undefined;
    instanceId?: string | undefined;
    states?: readonly JobState[] | undefined;
  }): Promise<{ jobs: JobRecord[]; next: string | null }>;
  counts(): Promise<JobCounts>;
  transcript(id: string): Promise<Transcript | undefined>;
  search(query: string, limit: number): Promise<SearchHit[]>;
}

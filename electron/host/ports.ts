/**
 * host: what we do. Node effects, no Electron. host.ts alone wires; everything that lives has close().
 * This file: the ports the parts of the host meet each other by.
 */
import type { Admission, GpusView } from '../contract/gpu.ts';
import type {
  FrontsView,
  InstanceDraft,
  InstancePatch,
  InstanceSpec,
  InstanceView,
  LaunchView,
} from '../contract/instance.ts';
import type { FleetMark, UsageSample } from '../contract/machine.ts';
import type { ModelFetch, ModelHub, ModelView } from '../contract/model.ts';
import type { LogLine, PushEvent } from '../contract/push.ts';
import type { Settings, SettingsPatch } from '../contract/settings.ts';
import type {
  FailedKind,
  PcmRange,
  PcmSource,
  RecognisedSegment,
  SpeechSpan,
} from '../contract/workerMessages.ts';
import type { CardWorker } from '../core/gpu/ledger.ts';

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
  /** UUID of its card or slice, or `cpu`: what is learned of its memory and speed belongs to that. */
  readonly deviceKey: string;
  /** It sits on a card of a simulated box. */
  readonly isSimulated: boolean;
  /** It takes a front's filterbanks in place of sound; others compute their own, on their device. */
  readonly readsFbank: boolean;
}

export interface RecognisedBatch {
  readonly results: readonly RecognisedSegment[];
  readonly computeMs: number;
}

export type LearnedBatches = Pick<InstanceView, 'speedX' | 'filling' | 'safeBatch'>;

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
  /** What its batches taught, shown on its view. */
  noteLearned(instanceId: string, learned: LearnedBatches): void;
}

export interface FrontPool {
  /**
   * Rejects with WorkerRefused after the front's own retry; waits until a front is ready. What has the lower rank goes
   * first: the order of the jobs is that of their segments.
   */
  findSpeech(
    window: {
      pcm: PcmSource;
      fromSample: number;
      toSample: number;
      last: boolean;
      state: string | null;
      /** Where the window's filterbanks are to be left; left out: nobody reads them. */
      fbankPath?: string | undefined;
    },
    signal: AbortSignal,
    rank?: number,
  ): Promise<{
    segments: readonly SpeechSpan[];
    openFromMs: number | null;
    state: string;
    hasFbank: boolean;
    computeMs: number;
  }>;
  punctuate(
    slice: { tokens: readonly string[]; carry: string | null; last: boolean },
    signal: AbortSignal,
    rank?: number,
  ): Promise<{ punct: readonly string[]; carry: string | null; computeMs: number }>;
}

/** `id`: an instance whose own share counts as free. */
export type AdmissionAsk = Pick<InstanceSpec, 'device' | 'modelId' | 'precision' | 'batchSizeS'> & {
  readonly id?: string | undefined;
};

export interface Fleet extends Closable {
  list(): readonly InstanceView[];
  get(id: string): InstanceView;
  create(draft: InstanceDraft): Promise<InstanceView>;
  edit(id: string, patch: InstancePatch): Promise<InstanceView>;
  duplicate(id: string): Promise<InstanceView>;
  remove(id: string): Promise<void>;
  /** Throws gpu-memory-short where the card's free memory does not reach, unless `anyway`. */
  start(id: string, anyway?: boolean): Promise<InstanceView>;
  stop(id: string): Promise<InstanceView>;
  restart(id: string): Promise<InstanceView>;
  /** Measures again how the onnx engine computes its model fastest: at once where it runs, else at its next start. */
  measure(id: string): Promise<InstanceView>;
  /** Begins to restart those that run, one after the other, each ready before the next; their ids in that order. */
  restartAll(): Promise<readonly string[]>;
  /** Its process is on its way out, and the next one follows. */
  comesBack(id: string): boolean;
  startAll(): Promise<void>;
  stopAll(): Promise<void>;
  log(query: {
    id: string;
    runId?: string | undefined;
    beforeOffset?: number | undefined;
    limit: number;
  }): Promise<{ runs: string[]; runId: string | null; lines: LogLine[] }>;
  fronts(): FrontsView;
  /** What a start would meet on its card; null on the CPU. */
  admission(ask: AdmissionAsk): Admission | null;
  /** What its worker is started with. */
  launch(id: string): LaunchView;
  /** Living workers on a card or a slice of one. */
  workersOn(gpuUuid: string): readonly CardWorker[];
  /** At least two of a card's workers, and half of them, failed lately. */
  isBlamed(gpuUuid: string): boolean;
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

/** Models on their way from a hub: one at a time for each, several beside each other. */
export interface Fetches extends Closable {
  /** Those under way and the last that ended; in memory only. */
  list(): readonly ModelFetch[];
  /** Begins, or answers the one under way. */
  begin(fullId: string, hub: ModelHub): ModelFetch;
  /** Resolves once its process is gone. Throws bad-request for one it does not know. */
  cancel(id: string): Promise<ModelFetch>;
}

export interface SettingsFile {
  get(): Settings;
  set(patch: SettingsPatch): Promise<Settings>;
}

export interface Gpus extends Closable {
  /** As the newest answer left it; sampledAt is null before the first. */
  view(): GpusView;
  /** Asks at once, processes too: a phase has changed. Settles with the new view, whatever the program does. */
  look(): Promise<GpusView>;
  /** Called when what is shown has changed. */
  onChange(listener: () => void): () => void;
}

/** What happened to instances and cards in the last 24 h. */
export interface Marks {
  mark(kind: FleetMark['kind'], instanceId: string | null, gpuUuid: string | null): void;
  /** Both ends in ms since the epoch and within; oldest first. */
  between(fromMs: number, untilMs: number): readonly FleetMark[];
}

export interface Usage extends Closable {
  /** Both ends in ms since the epoch and within; oldest first, of each moment the finest there are. */
  between(fromMs: number, untilMs: number): readonly UsageSample[];
}

/** The jobs under way: the one place where what the journal holds of them and what is in memory change together. */
import type { JobCounts, JobState, Transcript } from '../../contract/job.ts';
import { countedAs } from '../../core/schedule/jobState.ts';
import { addSegments } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import { untouched } from '../store/storePort.ts';
import type { JobPatch, JobRecord, SegmentRecord, SegmentResult, Store } from '../store/storePort.ts';

export interface RunTable {
  get(id: string): JobRun | undefined;
  all(): IterableIterator<JobRun>;
  readonly size: number;
  add(run: JobRun): void;
  drop(id: string): void;
  /** Journal first, then memory. */
  patch(run: JobRun, patch: JobPatch): Promise<void>;
  /** Memory at once, the journal with whatever of the job is written next: for what would be found again. */
  note(run: JobRun, patch: JobPatch): void;
  /** One window's progress and the segments it closed. */
  recordSpeech(run: JobRun, progress: SpeechProgress, segments: readonly SegmentRecord[]): Promise<void>;
  /** Memory is the caller's. */
  recordResults(run: JobRun, results: readonly SegmentResult[]): Promise<void>;
  /** Its transcript, and the patch that ends it. */
  finish(run: JobRun, patch: JobPatch, transcript: Transcript): Promise<void>;
  /** Forgets all that was found in the file. */
  reset(run: JobRun): Promise<void>;
  counts(): JobCounts;
  /** A job came, changed its state, or went: null stands for not being there. */
  recount(from: JobState | null, to: JobState | null): void;
}

type SpeechProgress = Pick<JobRecord, 'scannedSamples' | 'isScanned' | 'vadState'>;

const nothingFound = { firstOpen: 0, speechMs: 0, recognisedMs: 0, characters: 0, troubles: [] };

export function createRunTable(ports: { store: Store; counts: JobCounts; onCounts: () => void }): RunTable {
  const { store, onCounts } = ports;
  const runs = new Map<string, JobRun>();
  const counts = { ...ports.counts };

  function recount(from: JobState | null, to: JobState | null): void {
    const [left, entered] = [from && countedAs(from), to && countedAs(to)];
    if (left === entered) return;
    if (left) counts[left] -= 1;
    if (entered) counts[entered] += 1;
    onCounts();
  }
  return {
    get: (id) => runs.get(id),
    all: () => runs.values(),
    get size() {
      return runs.size;
    },
    add: (run) => void runs.set(run.record.id, run),
    drop: (id) => void runs.delete(id),
    ...createWrites(store, (run, patch) => {
      const before = run.record.state;
      run.record = { ...run.record, ...patch };
      recount(before, run.record.state);
    }),
    counts: () => ({ ...counts }),
    recount,
  };
}

type Writes = Pick<RunTable, 'patch' | 'note' | 'recordSpeech' | 'recordResults' | 'finish' | 'reset'>;

function createWrites(store: Store, change: (run: JobRun, patch: JobPatch) => void): Writes {
  return {
    async patch(run, patch) {
      await store.patchJob(run.record.id, { ...takeNoted(run), ...patch });
      change(run, patch);
    },
    note(run, patch) {
      run.noted = { ...run.noted, ...patch };
      change(run, patch);
    },
    async recordSpeech(run, progress, segments) {
      await store.recordSpeech(run.record.id, { ...takeNoted(run), ...progress }, segments);
      change(run, progress);
      addSegments(run, segments);
    },
    async recordResults(run, results) {
      const noted = takeNoted(run);
      const isNews = Object.keys(noted).length > 0;
      await store.recordResults(run.record.id, results, ...(isNews ? [noted] : []));
    },
    async finish(run, patch, transcript) {
      await store.finishJob(run.record.id, { ...takeNoted(run), ...patch }, transcript);
      change(run, patch);
    },
    async reset(run) {
      run.noted = {};
      await store.resetJob(run.record.id);
      change(run, untouched);
      run.segments.length = 0;
      Object.assign(run, nothingFound, { epoch: run.epoch + 1 });
    },
  };
}

function takeNoted(run: JobRun): JobPatch {
  const { noted } = run;
  run.noted = {};
  return noted;
}

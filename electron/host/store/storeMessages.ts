/** What crosses between the store's face on the main thread and the thread that owns the database. */
import type { Failure } from '../../contract/failure.ts';
import type { JobCounts, JobState, SearchHit } from '../../contract/job.ts';
import type { EndedJob, Letter, SeenFile } from './storePort.ts';

export interface StoreThreadOptions {
  readonly path: string;
  /** ms since the epoch; names a damaged file moved aside. */
  readonly openedAt: number;
  /** Results wait at most this long for their common commit, ms. */
  readonly groupMs: number;
  /** Limit of the file in pages of 4 KiB; null: none. */
  readonly maxPages: number | null;
}

/** Columns that are filtered or sorted by. instanceId: the instance a job is pinned to; null: the fleet. */
export interface JobColumns {
  readonly id: string;
  readonly name: string;
  readonly state: JobState;
  readonly instanceId: string | null;
  readonly acceptedAt: number;
  readonly endedAt: number | null;
}

/** Heavy and often written: in a table of its own. punct is a JSON array. */
export interface JobProgressColumns {
  readonly vadState: string | null;
  readonly punct: string;
  readonly punctCarry: string | null;
}

/** A job's fields sorted by where they lie; `rest` becomes one JSON column. */
export interface JobParts {
  readonly columns: Partial<JobColumns>;
  readonly progress: Partial<JobProgressColumns>;
  readonly rest: Readonly<Record<string, unknown>>;
}

export interface WholeJobParts extends JobParts {
  readonly columns: JobColumns;
  readonly progress: JobProgressColumns;
}

/** As read: `rest` still JSON, parsed where it is used. */
export interface JobRow extends JobColumns {
  readonly seq: number;
  readonly rest: string;
}
export type FullJobRow = JobRow & JobProgressColumns;

export interface SegmentRow {
  readonly index: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly instanceId: string | null;
  /** JSON of a RecognisedSegment. */
  readonly result: string | null;
}

export interface ResultRow {
  readonly index: number;
  readonly instanceId: string;
  readonly result: string;
}

/** `rest` is the JSON of a transcript without its text. */
export interface TranscriptRow {
  readonly text: string;
  readonly rest: string;
  readonly createdAt: number;
}

/** `edits` is JSON of what persons wrote; null: nothing. */
export interface EditedRow extends TranscriptRow {
  readonly edits: string | null;
  readonly revision: number;
  readonly editedAt: number | null;
}

/** `revision`: the one it was made on. `text`: the whole as it reads then; both null: nothing is edited any more. */
export interface EditRow {
  readonly revision: number;
  readonly editedAt: number;
  readonly edits: string | null;
  readonly text: string | null;
}

export type LetterRow = Letter & { readonly seq: number };

/** A place in the list, newest first. */
export interface PagePlace {
  readonly acceptedAt: number;
  readonly id: string;
}

export interface PageQuery {
  readonly limit: number;
  readonly before: PagePlace | null;
  readonly instanceId: string | null;
  readonly states: readonly JobState[] | null;
}

/** Every request the thread answers. Long answers are asked for in pieces, so that no reply blocks the main thread. */
export interface StoreRequests {
  acceptJob(parts: WholeJobParts): void;
  patchJob(id: string, parts: JobParts): void;
  recordSpeech(id: string, parts: JobParts, segments: readonly SegmentRow[]): void;
  recordResults(id: string, results: readonly ResultRow[], parts: JobParts | null): void;
  finishJob(id: string, parts: JobParts, transcript: TranscriptRow): void;
  editTranscript(id: string, edit: EditRow): void;
  resetJob(id: string, parts: JobParts): void;
  removeJobs(ids: readonly string[]): void;
  writeLetter(letter: Letter): void;
  dropLetters(ids: readonly string[]): void;
  letters(afterSeq: number, limit: number): LetterRow[];
  job(id: string): FullJobRow | null;
  segments(id: string, afterIndex: number, limit: number): SegmentRow[];
  unfinished(afterSeq: number, limit: number): FullJobRow[];
  page(query: PageQuery): JobRow[];
  counts(): JobCounts;
  endedBefore(at: number, limit: number): EndedJob[];
  countEndedBefore(at: number): number;
  vacuum(): boolean;
  seenFiles(watchId: string, afterPath: string | null, limit: number): SeenFile[];
  markSeen(watchId: string, files: readonly SeenFile[]): void;
  forgetSeen(watchId: string): void;
  hasDoneOfSize(bytes: number): boolean;
  doneWith(contentHash: string): JobRow[];
  transcript(id: string): EditedRow | null;
  search(query: string, limit: number): SearchHit[];
  searchIds(query: string): string[];
  close(): void;
}

export type StoreRequestName = keyof StoreRequests;

export interface StoreRequest<N extends StoreRequestName = StoreRequestName> {
  readonly id: number;
  readonly name: N;
  readonly args: Parameters<StoreRequests[N]>;
}

/** id 0 answers the opening itself. */
export type StoreReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly failure: Failure };

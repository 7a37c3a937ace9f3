/** The journal's port: jobs, segments and transcripts as the database holds them. */
import type { Failure } from '../../contract/failure.ts';
import type {
  BatchTrouble,
  JobCounts,
  JobOptions,
  JobState,
  JobTarget,
  JobView,
  SearchHit,
  Transcript,
} from '../../contract/job.ts';
import type { RecognisedSegment } from '../../contract/workerMessages.ts';
import type { EditedTranscript } from '../../core/transcript/edits.ts';
import type { Closable } from '../ports.ts';

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
  /** By its user, until it is resumed. */
  readonly isPaused: boolean;
  readonly putFirstAt: number | null;
  /** Somebody waits for its text. */
  readonly isInteractive: boolean;
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
  /** Some of it was recognised on a card of a simulated box. */
  readonly isSimulated: boolean;
  /** It ends as skipped where its content was transcribed before in the same way. */
  readonly skipsDone: boolean;
  /** sha-256 of the file's bytes; known once it has ended. */
  readonly contentHash: string | null;
  /** Detector and punctuation its speech was found and marked with. */
  readonly frontKey: string | null;
  /** Skipped: the job whose transcript this one's is. */
  readonly sameAs: string | null;
  /** Worker deaths charged to this job. */
  readonly deaths: number;
  readonly troubles: readonly BatchTrouble[];
  readonly characters: number;
  /** Speech found, and recognised of it; written when the job ends, for the views of ended jobs. */
  readonly speechMs: number;
  readonly recognisedMs: number;
}

export type JobPatch = Partial<Omit<JobRecord, 'id'>>;

/** A job as lists show it: without the detector's state and the marks, which may weigh megabytes a page. */
export type JobSummary = Omit<JobRecord, 'vadState' | 'punct' | 'punctCarry'>;

export interface SegmentResult {
  readonly index: number;
  readonly instanceId: string;
  readonly result: RecognisedSegment;
}

/** What must be known of an ended job to remove it. */
export interface EndedJob {
  readonly id: string;
  readonly state: JobState;
  /** Our own copy of an upload; null: the file is its user's. */
  readonly uploadPath: string | null;
}

/** A file of a watched folder that was dealt with, and what it was like then. */
export interface SeenFile {
  readonly path: string;
  readonly mark: string;
}

/** A webhook's message that was not taken yet. Times are ms since the epoch. */
export interface Letter {
  readonly id: string;
  /** null: it is of no one job. */
  readonly jobId: string | null;
  readonly body: string;
  readonly writtenAt: number;
  /** So many have failed. */
  readonly tries: number;
  readonly dueAt: number;
}

export interface SegmentRecord {
  readonly index: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly instanceId: string | null;
  readonly result: RecognisedSegment | null;
}

/** What of the journal a webhook stands on. */
export interface LetterStore {
  /** Replaces one of that id. FULL. */
  writeLetter(letter: Letter): Promise<void>;
  /** Those that are not there are no error. */
  dropLetters(ids: readonly string[]): Promise<void>;
  /** In the order they were written. */
  letters(): Promise<Letter[]>;
}

/** The only door to the database. Writes settle once committed. */
export interface Store extends Closable, LetterStore {
  /** Committed with synchronous=FULL. */
  acceptJob(job: JobRecord): Promise<void>;
  /**
   * FULL where target, modelKey, deaths, pause or place change, or a state that it would not come to anew after a start;
   * else NORMAL. Throws job-not-found.
   */
  patchJob(id: string, patch: JobPatch): Promise<void>;
  /** One transaction: the detector's progress and the segments it closed. */
  recordSpeech(id: string, progress: JobPatch, segments: readonly SegmentRecord[]): Promise<void>;
  /** NORMAL. Without a patch they wait a little for others to share a commit. A second result for a segment is ignored. */
  recordResults(id: string, results: readonly SegmentResult[], patch?: JobPatch): Promise<void>;
  /** One transaction: the transcript, its search text, the final state. FULL. */
  finishJob(id: string, patch: JobPatch, transcript: Transcript): Promise<void>;
  /** Forgets segments and progress (a file that must start again); an earlier transcript stays until replaced. */
  resetJob(id: string): Promise<void>;
  /** One transaction; those that are not there are no error. */
  removeJobs(ids: readonly string[]): Promise<void>;
  /** Ended before that moment, ms since the epoch; oldest first. */
  endedBefore(at: number, limit: number): Promise<EndedJob[]>;
  countEndedBefore(at: number): Promise<number>;
  /** Gives a piece of the room of what was removed back to the disk; true: there is more. */
  vacuum(): Promise<boolean>;
  job(id: string): Promise<JobRecord | undefined>;
  segments(id: string): Promise<SegmentRecord[]>;
  /** Oldest first: queued, waiting, paused, decoding, running. */
  unfinished(): Promise<JobRecord[]>;
  /** Newest first. instanceId: jobs pinned to it. next goes into `before`; null at the end. */
  page(query: {
    limit: number;
    before?: string | undefined;
    instanceId?: string | undefined;
    states?: readonly JobState[] | undefined;
  }): Promise<{ jobs: JobSummary[]; next: string | null }>;
  /** active: decoding, running. waiting: queued, waiting, paused. done: done, skipped. failed: failed, incomplete, quarantined. */
  counts(): Promise<JobCounts>;
  /** Is there a done job with a hash whose file had this many bytes? */
  hasDoneOfSize(bytes: number): Promise<boolean>;
  /** Done jobs of this content, the newest first, at most 50. */
  doneWith(contentHash: string): Promise<JobSummary[]>;
  /** Marks of a watched folder's files by path; `isNew`: nothing of it was ever marked. */
  seenFiles(watchId: string): Promise<{ marks: Map<string, string>; isNew: boolean }>;
  /** Replaces the marks of those files; with none it is noted that the folder was looked at. */
  markSeen(watchId: string, files: readonly SeenFile[]): Promise<void>;
  forgetSeen(watchId: string): Promise<void>;
  /** As it reads with its edits. */
  transcript(id: string): Promise<Transcript | undefined>;
  edited(id: string): Promise<EditedTranscript | undefined>;
  /** Puts these in the place of all edits. FULL. Throws transcript-edited where `edited.revision` is no longer the newest. */
  editTranscript(id: string, edited: EditedTranscript, editedAt: number): Promise<void>;
  search(query: string, limit: number): Promise<SearchHit[]>;
  /** Jobs of all that is found, newest first. */
  searchIds(query: string): Promise<string[]>;
}

/** What is known of a file that was not looked at yet. */
export const untouched = {
  decoder: null,
  totalSamples: null,
  isTruncated: false,
  scannedSamples: 0,
  isScanned: false,
  vadState: null,
  punct: [],
  punctCarry: null,
  punctSegments: 0,
  isPunctuated: false,
  ranOn: [],
  device: null,
  isSimulated: false,
  contentHash: null,
  frontKey: null,
  sameAs: null,
  troubles: [],
  characters: 0,
  speechMs: 0,
  recognisedMs: 0,
} satisfies Partial<Omit<JobRecord, 'id'>>;

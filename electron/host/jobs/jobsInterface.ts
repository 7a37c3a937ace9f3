/** The job pipeline as the rest of the host sees it. */
import type {
  JobCounts,
  JobOptions,
  JobState,
  JobTarget,
  JobView,
  SearchHit,
  SegmentView,
  Transcript,
} from '../../contract/job.ts';
import type { Closable } from '../ports.ts';

/** A file to accept: on the box already, or just uploaded into our own folder (moved into the job). */
export interface Submission {
  readonly path: string;
  /** Shown name; default: the path's last part. */
  readonly name?: string;
  readonly isUpload: boolean;
  readonly target: JobTarget;
  /** Left out: as the settings say. */
  readonly options?: JobOptions | undefined;
  /** Recognised by an instance with this model; left out: with the one the instances share, or the first that takes it. */
  readonly modelId?: string | undefined;
  /** Somebody waits for the text: it goes before files that were dropped; left out: no. */
  readonly isInteractive?: boolean | undefined;
  /** Longest sound, seconds; left out: as the settings say. */
  readonly longestS?: number | null | undefined;
  /** Ends as skipped where its content was transcribed before in the same way; left out: no. */
  readonly skipsDone?: boolean | undefined;
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
  /** Those under way, the first that wait, and the newest ended ones up to `ended`. */
  recent(ended: number): Promise<JobView[]>;
  counts(): JobCounts;
  /**
   * Jobs under way and waiting, and the seconds of sound still to be recognised; a guess where a file is not decoded yet.
   * isDiskFull: at the last look, a second ago at most.
   */
  load(): { jobs: number; remainingS: number; isDiskFull: boolean };
  segments(
    id: string,
  ): Promise<{ segments: SegmentView[]; punctuatedText: string; punctuatedSegments: number }>;
  cancel(id: string): Promise<JobView>;
  retry(id: string): Promise<JobView>;
  release(id: string): Promise<JobView>;
  /** pause, resume, next: throw bad-request for a job that has ended. */
  pause(id: string): Promise<JobView>;
  resume(id: string): Promise<JobView>;
  next(id: string): Promise<JobView>;
  /** All that have not ended; how many that changed. */
  pauseAll(): Promise<number>;
  resumeAll(): Promise<number>;
  /** With its transcript; cancelled before where it has not ended. What was saved beside the audio stays, as does the audio. */
  remove(id: string): Promise<void>;
  /** All that ended longer ago than that, ms; how many. `isTrial`: only counts them. */
  removeEnded(agoMs: number, isTrial: boolean): Promise<number>;
  transcript(id: string): Promise<Transcript>;
  search(query: string, limit: number): Promise<SearchHit[]>;
}

import type { Call } from '../electron/contract/api.ts';
import type { JobTarget, JobView } from '../electron/contract/job.ts';
import type { Push } from '../electron/contract/push.ts';
export declare const root: string;
export declare const samplesDir: string;
export interface Box {
  readonly home: string;
  readonly pid: number;
  /** The one-time link to the panel. */
  readonly url: string;
  readonly call: Call;
  /** Settles at the first push the predicate takes. */
  until(predicate: (push: Push) => boolean): Promise<Push>;
  submit(path: string, target?: JobTarget): Promise<JobView>;
  ended(jobId: string): Promise<JobView>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}
export declare function makeHome(name?: string): Promise<string>;
export interface BoxOptions {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
}
/** Starts `paradeck serve` and waits for its link. The home is removed at close unless it was given. */
export declare function openBox({ home: givenHome, env, args }?: BoxOptions): Promise<Box>;

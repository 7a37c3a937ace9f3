/** The job pipeline: accepts files, and sees each to its transcript. */
import { Failed } from '../core/failed.ts';
import type { Clock, Emit, Fleet, FrontPool, Jobs, Log, Models, RecogniserPool, SettingsFile } from './ports.ts';
import type { Store } from './storePort.ts';

export interface JobsPorts {
  /** Data home; spool/ and uploads/ in it are ours. */
  readonly home: string;
  readonly store: Store;
  readonly recognisers: RecogniserPool;
  readonly frontPool: FrontPool;
  /** The instances as configured: which can take work, and why one can't. */
  readonly fleet: Pick<Fleet, 'list'>;
  readonly models: Pick<Models, 'find'>;
  readonly settings: Pick<SettingsFile, 'get'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: Emit;
  /** Where ffmpeg is now; null: nowhere. */
  readonly ffmpegPath: () => string | null;
  /** CPU cores; half of them may decode. */
  readonly cores: number;
}

/** Goes on with every unfinished job of the store; settles once they are known. The store stays the caller's to close. */
export async function openJobs(_ports: JobsPorts): Promise<Jobs> {
  throw new Failed('internal', 'The job pipeline is being written.');
}

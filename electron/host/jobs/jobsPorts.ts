/** What the job pipeline needs of the rest of the host. */
import type { Clock, Emit, Fleet, FrontPool, Log, Models, RecogniserPool, SettingsFile } from '../ports.ts';
import type { Store } from '../store/storePort.ts';

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
  /** Free bytes of the spool's disk; left out: asked of the system. */
  readonly freeBytes?: () => Promise<number>;
}

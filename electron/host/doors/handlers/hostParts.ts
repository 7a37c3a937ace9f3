import type { Diagnostics } from '../../../contract/diagnostics.ts';
import type { DoorView, PanelView } from '../../../contract/door.ts';
import type { RequestView } from '../../../contract/request.ts';
import type { Finding, HostInfo } from '../../../contract/machine.ts';
import type { Clock, Fetches, Fleet, Gpus, Marks, Models, SettingsFile, Usage } from '../../ports.ts';
import type { Jobs } from '../../jobs/jobsInterface.ts';
import type { Engines } from '../../box/enginesPort.ts';
import type { Bundles } from '../../results/bundles.ts';
import type { Editing } from '../../results/editing.ts';
import type { Exporting } from '../../results/exporting.ts';
import type { Listening } from '../../listen/listeningPort.ts';
import type { Keys } from '../keys.ts';
import type { Pushes } from '../pushes.ts';
import type { Webhook } from '../webhook/webhook.ts';
import type { Watches } from '../../watch/watches.ts';

/** The parts of a host that its calls reach. */
export interface HostParts {
  readonly info: HostInfo;
  readonly clock: Clock;
  readonly fleet: Fleet;
  readonly gpus: Pick<Gpus, 'view'>;
  readonly marks: Pick<Marks, 'between'>;
  readonly jobs: Jobs;
  readonly editing: Editing;
  readonly exporting: Exporting;
  readonly bundles: Bundles;
  readonly listening: Pick<Listening, 'open'>;
  readonly models: Models;
  readonly fetches: Omit<Fetches, 'close'>;
  readonly engines: Omit<Engines, 'close'>;
  readonly settings: SettingsFile;
  readonly watches: Omit<Watches, 'close'>;
  readonly keys: Omit<Keys, 'find' | 'touch'>;
  readonly usage: Pick<Usage, 'between'>;
  readonly pushes: Pushes;
  readonly webhook: Omit<Webhook, 'close'>;
  runChecks(): Promise<readonly Finding[]>;
  diagnose(): Promise<Diagnostics>;
  /** Addresses for programs; none while they are not served. */
  doors(): readonly DoorView[];
  /** What they answered last, newest first. */
  requests(): readonly RequestView[];
  /** Where the panel is served; null while its door is shut. */
  panel(): PanelView | null;
  /** A fresh one-time link, or null while the panel's door is shut. */
  panelLink(): string | null;
  /** Begins closing the host; returns at once so that the reply still goes out. */
  shutdown(): void;
}

/** What a host is opened with. */
import type { HostInfo, UsageSample } from '../contract/machine.ts';
import type { SimulatedBox } from '../core/gpu/simulatedBox.ts';
import type { Closing } from './home/closing.ts';
import type { HomePaths } from './home/paths.ts';
import type { Log } from './ports.ts';

export interface HostOptions {
  readonly home: string;
  readonly shell: HostInfo['shell'];
  /** Folder that holds python/, resources/ and dist/panel. */
  readonly root: string;
  /** false: opened for its files alone; no worker is started until an instance is. */
  readonly startsWorkers?: boolean;
  /** Looks at the watched folders while it is open; a command's own host does not. */
  readonly watchesFolders?: boolean;
  /** Program and arguments run in place of the Python worker (tests). */
  readonly workerCommand?: readonly string[];
  /** Memory in use before this start (benchmarks). */
  readonly usageBefore?: readonly UsageSample[];
  /** Cards that are made up stand in for this box's own. */
  readonly simulatedBox?: SimulatedBox | undefined;
}

export interface Opening {
  readonly options: HostOptions;
  readonly paths: HomePaths;
  readonly log: Log;
  readonly closing: Closing;
}

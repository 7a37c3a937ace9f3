/** What a fleet is given. */
import type { EngineName } from '../../contract/workerMessages.ts';
import type { Simulation } from '../box/simulatedBox.ts';
import type { Clock, Emit, Gpus, Log, Marks, Models, SettingsFile } from '../ports.ts';

export interface FleetPorts {
  /** Data home: instances.json, instances/ and logs/ live in it. */
  readonly home: string;
  readonly models: Models;
  readonly settings: SettingsFile;
  readonly gpus: Pick<Gpus, 'view' | 'look' | 'onChange'>;
  readonly marks: Marks;
  readonly clock: Clock;
  readonly log: Log;
  readonly emit: Emit;
  /** Interpreter of the environment made for an engine; null while there is none. */
  readonly pythonOf: (engine: EngineName) => string | null;
  /** Directory that holds the package paradeck_worker. */
  readonly pythonDir: string;
  readonly cores: number;
  /** Uniform in [0, 1); seeds the jitter of restarts. */
  readonly random: () => number;
  /** Program and arguments run in place of `python -m paradeck_worker` (tests). */
  readonly workerCommand?: readonly string[] | undefined;
  /** false: opened for its files alone, as some commands of the CLI do; nothing starts until it is told to. */
  readonly startsWorkers?: boolean;
  /** The driver's pids are ours (left out: as the system's pid space has it). */
  readonly sharesPids?: boolean;
  /** The box whose cards are made up. */
  readonly simulation?: Simulation | null;
}

/** The fleet: instances, the workers that run them, and the fronts. Everything that talks to Python starts here. */
import type { EngineName } from '../contract/workerMessages.ts';
import { Failed } from '../core/failed.ts';
import type { Clock, Emit, Fleet, Log, Models, SettingsFile } from './ports.ts';

export interface FleetPorts {
  /** Data home: instances.json and logs/ live in it. */
  readonly home: string;
  readonly models: Models;
  readonly settings: SettingsFile;
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
  readonly workerCommand?: readonly string[];
}

/** Reads the instances, starts the fronts and what has to run; settles before any worker is ready. */
export async function openFleet(_ports: FleetPorts): Promise<Fleet> {
  throw new Failed('internal', 'The fleet is being written.');
}

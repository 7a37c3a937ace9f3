/** What the box has and lacks: prechecks with cause and fix. */
import type { Finding } from '../contract/machine.ts';
import type { ModelView } from '../contract/model.ts';

export interface ChecksPorts {
  readonly home: string;
  /** The path of ffmpeg in the settings. */
  readonly ffmpegPath: string | null;
  /** Folders of Python environments that may hold imageio-ffmpeg. */
  readonly pythonDirs: readonly string[];
  /** Interpreter of the onnx engine's environment; null while there is none. */
  readonly pythonPath: string | null;
  readonly models: readonly ModelView[];
}

/** Asks the box; settles within seconds whatever hangs. */
export async function runChecks(_ports: ChecksPorts): Promise<Finding[]> {
  return [];
}

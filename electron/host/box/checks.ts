/** What the box has and lacks: prechecks with cause and fix. */
import type { Finding } from '../../contract/machine.ts';
import type { ModelView } from '../../contract/model.ts';
import { foldFindings } from '../../core/box/prechecks.ts';
import { findFfmpeg } from './probes.ts';
import { readEngine, readMachine } from './probesBox.ts';

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

/** Asks the box, all at once; never rejects and settles within a minute whatever hangs. */
export async function runChecks(ports: ChecksPorts): Promise<Finding[]> {
  const settingPath = ports.ffmpegPath;
  const [machine, engine, found] = await Promise.all([
    readMachine(ports.home),
    readEngine(ports.pythonPath),
    findFfmpeg({ settingPath, pythonDirs: ports.pythonDirs }),
  ]);
  return foldFindings({ ...machine, engine, ffmpeg: { settingPath, found }, models: ports.models });
}

/** What the box has and lacks: prechecks with cause and fix. */
import { join } from 'node:path';
import type { GpusView } from '../../contract/gpu.ts';
import type { Finding } from '../../contract/machine.ts';
import type { ModelFetch, ModelView } from '../../contract/model.ts';
import { planCudaAsks } from '../../core/box/cudaAsks.ts';
import { quote } from '../../core/box/fixCommands.ts';
import { foldFindings } from '../../core/box/prechecks.ts';
import type { BoxFacts, CheckedInstance } from '../../core/box/prechecksFacts.ts';
import { findFfmpeg } from './probes.ts';
import { readEngine, readMachine } from './probesBox.ts';
import { readContainers } from './probesContainers.ts';
import { tryCuda } from './probesCuda.ts';
import { readFormats } from './probesFormats.ts';
import { readDriver, readPlatform, readSsh } from './probesPlatform.ts';
import { readPorts } from './probesPorts.ts';
import type { PanelPlace } from './probesPorts.ts';
import { readConda, readPython } from './probesPython.ts';

export interface ChecksPorts {
  readonly home: string;
  /** What was wrong with files of the home at opening, in words. */
  readonly homeProblems: readonly string[];
  /** The path of ffmpeg in the settings. */
  readonly ffmpegPath: string | null;
  /** Folders of Python environments that may hold imageio-ffmpeg. */
  readonly pythonDirs: readonly string[];
  /** Interpreter of the onnx engine's environment; null while there is none. */
  readonly pythonPath: string | null;
  /** Interpreter of the environment with torch; null while there is none. */
  readonly torchPython: string | null;
  /** The clone or the packaged resources: holds python/. */
  readonly root: string;
  readonly models: readonly ModelView[];
  readonly fetches: readonly ModelFetch[];
  readonly instances: readonly CheckedInstance[];
  /** The cards as they are now; never rejects. */
  readonly lookAtCards: () => Promise<GpusView>;
  /** Where the panel is served, or would be; null: it needs no port. */
  readonly panel: PanelPlace | null;
}

/** Asks the box, all at once but for CUDA, which waits for the cards; never rejects and settles whatever hangs. */
export async function runChecks(ports: ChecksPorts): Promise<Finding[]> {
  const { instances, models, fetches, homeProblems } = ports;
  const specs = instances.map(({ spec }) => spec);
  const cards = readCards(ports);
  const [machine, engine, ffmpeg, platform, driver, python, conda, containers, doors, seen] =
    await Promise.all([
      readMachine(ports.home),
      readEngine(ports.pythonPath),
      readFfmpeg(ports),
      readPlatform(),
      readDriver(),
      readPython(),
      readConda(),
      readContainers(),
      readPorts(ports.panel, specs),
      cards,
    ]);
  return foldFindings({
    ...{ ...machine, ...containers, ...doors, ...seen, ffmpeg, engine, platform, driver, python, conda },
    ...{ instances, models, fetches, homeProblems, ssh: readSsh(process.env) },
    torchLock: join(ports.root, 'python', 'requirements', 'funasr.txt'),
    program: `npm --prefix ${quote(ports.root)} start --`,
    hasMirror: Boolean(process.env['HF_ENDPOINT']),
  });
}

async function readCards(ports: ChecksPorts): Promise<Pick<BoxFacts, 'gpus' | 'torch'>> {
  const gpus = await ports.lookAtCards();
  const specs = ports.instances.map(({ spec }) => spec);
  const asks = planCudaAsks(ports.torchPython, specs, gpus);
  const pythonDir = join(ports.root, 'python');
  return { gpus, torch: await Promise.all(asks.map((ask) => tryCuda(ask, { pythonDir }))) };
}

async function readFfmpeg({ ffmpegPath, pythonDirs }: ChecksPorts): Promise<BoxFacts['ffmpeg']> {
  const found = await findFfmpeg({ settingPath: ffmpegPath, pythonDirs });
  const formats = found && (await readFormats(found.path));
  return { settingPath: ffmpegPath, found, formats };
}

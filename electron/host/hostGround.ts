/** What a host's working parts stand on: settings, models, Python environments, the decoder, and whose the cards are. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createDecoderPath } from './box/decoderPath.ts';
import type { DecoderPath } from './box/decoderPath.ts';
import { openEnvironments } from './box/environments.ts';
import type { Environments } from './box/environments.ts';
import { makeSimulatedBox } from './box/simulatedBox.ts';
import type { Simulation } from './box/simulatedBox.ts';
import { openSettings } from './home/settingsFile.ts';
import type { OpenedSettings } from './home/settingsFile.ts';
import type { Opening } from './hostOpening.ts';
import { openModels } from './models/models.ts';
import type { Emit, Models } from './ports.ts';

export interface Ground {
  readonly settings: OpenedSettings;
  readonly models: Models;
  readonly environments: Environments;
  readonly pythonDirs: readonly string[];
  readonly decoder: DecoderPath;
  readonly version: string;
  /** null: the cards are this box's own. */
  readonly simulation: Simulation | null;
}

/** Settings first: they say where packages come from. */
export async function openGround({ options, paths, log }: Opening, emit: Emit): Promise<Ground> {
  const { home } = paths;
  const settings = await openSettings({ home, log });
  const pipIndex = () => settings.get().pipIndex;
  const environments = openEnvironments(options.root, process.env['PARADECK_ENVS'], pipIndex);
  const pythonDirs = (['onnx', 'ffmpeg', 'funasr'] as const).map(environments.dirOf);
  const demoDir = join(options.root, 'resources', 'demo-model');
  const { simulatedBox } = options;
  const simulatedAt = {
    home,
    pythonDir: join(options.root, 'python'),
    python: environments.pythonOf('onnx'),
  };
  const [models, version, simulation] = await Promise.all([
    openModels({ home, demoDir, emit, log }),
    readVersion(options.root),
    simulatedBox ? makeSimulatedBox(simulatedBox, simulatedAt) : null,
  ]);
  const decoder = createDecoderPath({ settings, pythonDirs });
  return { settings, models, version, environments, pythonDirs, decoder, simulation };
}

const manifest = z.object({ version: z.string() });

async function readVersion(root: string): Promise<string> {
  return manifest.parse(JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))).version;
}

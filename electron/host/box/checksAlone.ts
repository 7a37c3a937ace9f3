/** The prechecks with no host running: files are read as they lie, nothing is opened, locked, made or started. */
import { join } from 'node:path';
import type { GpusView } from '../../contract/gpu.ts';
import type { Finding } from '../../contract/machine.ts';
import { settings } from '../../contract/settings.ts';
import { isOnSimulatedCard } from '../../core/gpu/simulatedBox.ts';
import { panelPort } from '../doors/panel/panelAddress.ts';
import { readInstanceSpecs } from '../fleet/instanceSpecs.ts';
import { readJsonFile } from '../home/jsonFile.ts';
import { readModels } from '../models/models.ts';
import { runChecks } from './checks.ts';
import { openEnvironments } from './environments.ts';
import { listGpuPrograms } from './gpuPrograms.ts';
import { openGpus } from './gpus.ts';
import { runProbe } from './runProbe.ts';

export async function checkAlone({ home, root }: { home: string; root: string }): Promise<Finding[]> {
  const environments = openEnvironments(root);
  const [kept, models, specs] = await Promise.all([
    readJsonFile(join(home, 'settings.json'), settings),
    readModels(home, join(root, 'resources', 'demo-model')),
    readInstanceSpecs(home),
  ]);
  const { ffmpegPath, nvidiaSmiPath } = kept ?? settings.parse({});
  return await runChecks({
    ...{ home, root, models, ffmpegPath, homeProblems: [], fetches: [] },
    pythonDirs: (['onnx', 'ffmpeg', 'funasr'] as const).map(environments.dirOf),
    pythonPath: environments.pythonOf('onnx'),
    torchPython: environments.pythonOf('funasr'),
    instances: specs
      // Their cards are made up when the host runs, and only then.
      .filter(({ device }) => !isOnSimulatedCard(device))
      .map((spec) => ({ spec, phase: null, cause: null })),
    lookAtCards: () => lookOnce(nvidiaSmiPath),
    panel: { port: panelPort, isOpen: false },
  });
}

async function lookOnce(settingPath: string | null): Promise<GpusView> {
  const gpus = openGpus({
    ...{ isSimulated: false, clock: { now: () => Date.now() }, run: runProbe },
    programs: () => listGpuPrograms({ simulated: undefined, settingPath }),
    workersOn: () => [],
    isBlamed: () => false,
    isSeen: () => false,
    onNews: () => undefined,
  });
  try {
    return await gpus.look();
  } finally {
    await gpus.close();
  }
}

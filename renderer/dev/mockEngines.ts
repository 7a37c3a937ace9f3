/** Made-up engines of the mock host: one that is there, one in the state its scene is about. */
import type { EngineInstall, EngineView, InstallFigures, TorchPlan } from '../../electron/contract/engine.ts';
import type { Scene } from './mockScenes.ts';

const gib = 2 ** 30;

export const figures: InstallFigures = {
  ...{ packages: 104, downloadBytes: 3.1 * gib, installedBytes: 7.4 * gib, neededBytes: 13.6 * gib },
  freeBytes: 412 * gib,
};

const newest: TorchPlan = {
  ...{ build: 'default', requirement: 'torch==2.13.0', index: null, cuda: '13.0' },
  reasons: [{ code: 'newest-fits', verdict: 'good', detail: { cuda: '13.0', driver: '580.95.05' } }],
};

const older: TorchPlan = {
  ...{ build: 'cu126', requirement: 'torch==2.13.0+cu126', cuda: '12.6' },
  index: 'https://mirror.sjtu.edu.cn/pytorch-wheels/cu126',
  reasons: [
    {
      code: 'card-older',
      verdict: 'good',
      detail: { cuda: '12.6', newest: '13.0', cards: 'Tesla V100-SXM2-32GB (7.0)' },
    },
    {
      code: 'driver-too-old',
      verdict: 'warning',
      detail: { driver: '470.82.01', needed: 525, cuda: '12.6' },
    },
  ],
};

const forCpu: TorchPlan = {
  ...{ build: 'cpu', requirement: 'torch==2.13.0+cpu', cuda: null },
  index: 'https://download.pytorch.org/whl/cpu',
  reasons: [{ code: 'no-card', verdict: 'good', detail: {} }],
};

const onnx: EngineView = {
  ...{ engine: 'onnx', pythonPath: '/home/op/paradeck/.paradeck/env/onnx-1aa116eb922b/bin/python' },
  ...{ dir: '/home/op/paradeck/.paradeck/env/onnx-1aa116eb922b', bytes: 0.24 * gib, torch: null },
  versions: [
    { name: 'Python', version: '3.11.7' },
    { name: 'numpy', version: '2.4.6' },
    { name: 'onnxruntime', version: '1.32.0' },
  ],
  ...{ isOtherBuild: false, install: null },
};

export const missing: EngineView = {
  ...{ engine: 'funasr', pythonPath: null, dir: null, versions: [], bytes: null, torch: newest },
  ...{ isOtherBuild: false, install: null },
};

export function makeInstall(over: Partial<EngineInstall>): EngineInstall {
  return {
    ...{ engine: 'funasr', isDryRun: false, state: 'preparing', note: null, figures: null, doneBytes: 0 },
    ...{ torch: null, donePackages: 0, totalPackages: null, speedBytesS: null, cuda: [] },
    ...{ startedAt: Date.now() - 40_000, endedAt: null, failure: null, ...over },
  };
}

function makeFunasr(scene: Scene): EngineView {
  if (scene === 'busy') {
    const under = { donePackages: 41, totalPackages: 104, doneBytes: 1.2 * gib, speedBytesS: 21_400_000 };
    const note = 'nvidia_cudnn_cu13 9.20.0.48';
    return { ...missing, install: makeInstall({ ...under, state: 'downloading', note, figures }) };
  }
  if (scene === 'trouble') {
    const message =
      'ERROR: HTTP error 403 while getting https://mirror.sjtu.edu.cn/pytorch-wheels/cu126/torch';
    const failure = { code: 'install-refused', message, detail: { engine: 'funasr' } } as const;
    return {
      ...missing,
      torch: older,
      install: makeInstall({ state: 'failed', failure, endedAt: Date.now() }),
    };
  }
  if (scene === 'none') {
    const planned = {
      isDryRun: true,
      state: 'planned',
      torch: forCpu,
      figures,
      endedAt: Date.now(),
    } as const;
    return { ...missing, torch: forCpu, install: makeInstall(planned) };
  }
  if (scene !== 'eight') return scene === 'empty' ? { ...missing, torch: forCpu } : missing;
  const dir = '/home/op/paradeck/.paradeck/env/funasr-0b1c2d3e4f5a';
  const versions = [
    { name: 'Python', version: '3.11.7' },
    { name: 'torch', version: '2.13.0+cu126' },
    { name: 'funasr', version: '1.4.16' },
  ];
  const cuda = [{ card: 'NVIDIA A100-SXM4-80GB (0)', problem: null }];
  return {
    ...{ ...missing, dir, pythonPath: `${dir}/bin/python`, versions, bytes: 7.6 * gib, isOtherBuild: true },
    install: makeInstall({ state: 'done', cuda, endedAt: Date.now() }),
  };
}

export function makeEngines(scene: Scene): EngineView[] {
  return [onnx, makeFunasr(scene)];
}

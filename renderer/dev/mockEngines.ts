/** Made-up engines of the mock host: one that is there, one in the state its scene is about. */
import type {
  EngineInstall,
  EngineView,
  InstallFigures,
  InterpreterView,
  TorchPlan,
} from '../../electron/contract/engine.ts';
import type { Handlers } from './mockHandlers.ts';
import type { Scene } from './mockScenes.ts';
import type { MockState } from './mockState.ts';

const gib = 2 ** 30;

const figures: InstallFigures = {
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

const missing: EngineView = {
  ...{ engine: 'funasr', pythonPath: null, dir: null, versions: [], bytes: null, torch: newest },
  ...{ isOtherBuild: false, install: null },
};

function makeInstall(over: Partial<EngineInstall>): EngineInstall {
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

const logLines = [
  'torch==2.13.0 from pip’s own index',
  'Collecting torch==2.13.0',
  '  Downloading torch-2.13.0-cp311-cp311-manylinux_2_28_x86_64.whl (912.4 MB)',
];

function makeInspection({ pythonPath }: { pythonPath: string }): InterpreterView {
  return {
    isUsable: false,
    checks: [
      { code: 'python-good', isGood: true, detail: { version: '3.12.4', lowest: '3.11' } },
      {
        code: 'package-good',
        isGood: true,
        detail: { name: 'torch', version: '2.9.1+cu128', needed: '2.0' },
      },
      {
        code: 'package-old',
        isGood: false,
        detail: { name: 'funasr', version: '1.4.3', needed: '1.4.16' },
      },
    ],
    command: `${pythonPath} -m pip install 'torch>=2.1' 'funasr>=1.4.16'`,
  };
}

export function engineHandlers(state: MockState): Handlers {
  const put = (install: EngineInstall): EngineInstall => {
    const found = state.engines.find(({ engine }) => engine === install.engine) ?? missing;
    const engine = { ...found, install };
    state.engines = state.engines.map((one) => (one.engine === engine.engine ? engine : one));
    state.emit({ type: 'engine.changed', engine });
    return install;
  };
  const torchOf = (name: EngineInstall['engine']): TorchPlan | null =>
    state.engines.find(({ engine }) => engine === name)?.torch ?? null;
  return {
    'engines.list': () => ({ engines: state.engines }),
    'engines.install': ({ engine, dryRun }: { engine: EngineInstall['engine']; dryRun: boolean }) =>
      put(
        dryRun
          ? makeInstall({
              engine,
              isDryRun: true,
              state: 'planned',
              figures,
              torch: torchOf(engine),
              endedAt: Date.now(),
            })
          : makeInstall({ engine, state: 'asking', note: 'transformers 5.23.0' }),
      ),
    'engines.cancel': ({ engine }: { engine: EngineInstall['engine'] }) =>
      put(makeInstall({ engine, state: 'cancelled', endedAt: Date.now() })),
    'engines.log': () => ({
      runId: '2026-11-23T17-31-02',
      lines: logLines.map((text, at) => ({ offset: at * 100, at: Date.now() - 60_000 + at, text })),
    }),
    'engines.inspect': makeInspection,
  };
}

/** For tests: a healthy box without a card, and cards to put into it. */
import type { CardView, GpuReading, GpusView } from '../../contract/gpu.ts';
import type { InstanceSpec } from '../../contract/instance.ts';
import type { ModelRole, ModelView } from '../../contract/model.ts';
import { makeCheckLine } from '../models/checkLine.ts';
import type { BoxFacts, CheckedInstance, CudaAnswer } from './prechecksFacts.ts';

export function sampleModel(role: ModelRole, over: Partial<ModelView> = {}): ModelView {
  const isUsable = over.isUsable ?? true;
  const words = {
    code: isUsable ? 'mvn-good' : 'file-missing',
    detail: { file: 'am.mvn', width: 560 },
  } as const;
  const checks = [makeCheckLine('am.mvn', isUsable, words)];
  const head = { id: role, name: 'demo', role, dir: `/m/${role}`, isDemo: true, notice: null };
  return { ...head, isUsable, checks, precisions: ['fp32'], bytes: 880 * 2 ** 20, modelKey: null, ...over };
}

export const noCards: GpusView = {
  ...{ source: null, isSimulated: false, fault: { fault: 'not-installed', words: '' } },
  ...{ sampledAt: null, isStale: false, cards: [] },
};

export function sampleCard(index: number, over: Partial<GpuReading> = {}, freeMiB = 23_000): CardView {
  const unknown = { unknown: 'not-asked' } as const;
  const reading: GpuReading = {
    ...{ index, uuid: `GPU-${index}`, name: 'NVIDIA L40S', pciBusId: unknown, pstate: unknown },
    ...{ memoryTotalMiB: 24_576, memoryReservedMiB: unknown, memoryUsedMiB: 1_000, memoryFreeMiB: freeMiB },
    ...{
      utilisationPercent: 0,
      temperatureC: 40,
      powerW: unknown,
      powerLimitW: unknown,
      fanPercent: unknown,
    },
    ...{ driverVersion: '580.95.05', migMode: unknown, driverModel: unknown, computeCapability: 8.9 },
    ...{ health: 'good', ...over },
  };
  const ledger = { usedMiB: 1_000, totalMiB: 24_576, freeMiB, parts: [], isSampledApart: false };
  return { reading, ledger, slices: [], isBlamed: false };
}

export function sampleGpus(...cards: CardView[]): GpusView {
  return { ...noCards, source: '/usr/bin/nvidia-smi', fault: null, sampledAt: 1, cards };
}

export function sampleInstance(over: Partial<InstanceSpec> = {}): CheckedInstance {
  const spec: InstanceSpec = {
    ...{ id: 'i-1', name: 'one', colour: 0, device: { kind: 'gpu', uuid: 'GPU-0' }, engine: 'funasr' },
    ...{ modelId: 'asr', pythonPath: null, env: {}, batchSizeS: 300, precision: 'auto', threads: null },
    ...{ vramLimitMiB: null, port: 6006, autoStart: true, restart: 'always', ...over },
  };
  return { spec, phase: 'ready', cause: null };
}

export const goodAnswer: CudaAnswer = {
  ...{ torch: '2.13.0', build: '13.0', problem: null, isMissing: false, actualUuid: 'GPU-0' },
  ...{ archs: ['sm_75', 'sm_80', 'sm_90', 'sm_120', 'compute_120'], ms: 412 },
};

export const healthyBox: BoxFacts = {
  platform: { platform: 'linux', packages: 'apt', distribution: 'debian', isRoot: false, where: 'box' },
  program: 'npm --prefix /app start --',
  nodeVersion: '24.21.0',
  home: { path: '/home/me/.paradeck', problem: null },
  homeProblems: [],
  freeDiskMiB: 100 * 1024,
  ramTotalMiB: 16 * 1024,
  ramFreeMiB: 12 * 1024,
  ffmpeg: {
    settingPath: null,
    found: { path: '/usr/bin/ffmpeg', version: '5.1.9', source: 'system' },
    formats: { has: ['WAV', 'MP3'], lacks: [] },
  },
  engine: { pythonPath: '/env/bin/python', version: '1.27.0', problem: null },
  torchLock: '/app/python/requirements/funasr.txt',
  torch: [],
  models: [sampleModel('asr'), sampleModel('vad'), sampleModel('punc')],
  fetches: [],
  hasMirror: false,
  driver: { hasDevice: false, loadedVersion: null, hasNodes: false },
  gpus: noCards,
  instances: [],
  python: { found: { path: '/usr/bin/python3', version: '3.11.2' }, lowest: '3.11' },
  conda: null,
  containers: [],
  hasToolkit: false,
  ports: [],
  freePort: 6010,
  ssh: null,
};

/** Parts of a host that answer without doing anything: what the doors are tested against. */
import { join } from 'node:path';
import { keyView } from '../../contract/key.ts';
import type { KeyView } from '../../contract/key.ts';
import type { EngineInstall } from '../../contract/engine.ts';
import type { GpusView } from '../../contract/gpu.ts';
import type { InstanceView } from '../../contract/instance.ts';
import type { JobView, Transcript } from '../../contract/job.ts';
import type { UsageSample } from '../../contract/machine.ts';
import type { ModelFetch, ModelView } from '../../contract/model.ts';
import { settings } from '../../contract/settings.ts';
import type { WatchView } from '../../contract/watch.ts';
import { Failed } from '../../core/failed.ts';
import type { HostParts } from './handlers/hostParts.ts';
import type { Fleet, Log } from '../ports.ts';
import type { Jobs, Submission } from '../jobs/jobsInterface.ts';
import { createPushes } from './pushes.ts';
import { standInWebhook } from './webhook/standInWebhook.ts';

export const quietLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const sampleInstance: InstanceView = {
  spec: {
    ...{ id: 'i-1', name: 'one', colour: 0, device: { kind: 'cpu' }, engine: 'onnx', modelId: 'demo-asr' },
    ...{ pythonPath: null, env: {}, batchSizeS: 300, precision: 'auto', threads: null, vramLimitMiB: null },
    ...{ port: 6006, autoStart: true, restart: 'always' },
  },
  ...{ phase: 'ready', cause: null, phaseSince: 1, retryAt: null, restarts: 0, pid: 1, loading: null },
  ...{
    precision: 'fp32',
    precisionNote: null,
    deviceName: 'CPU',
    threads: 1,
    rssMiB: 50,
    speedX: 30,
    filling: null,
    safeBatch: null,
    tuned: null,
    queuedS: 0,
  },
  ...{ vram: null, gpuUuid: null, needsRestart: false, runId: 'r-1' },
};

export const sampleJob: JobView = {
  ...{ id: 'j-1', name: 'a.wav', path: '/a.wav', bytes: 1, target: { kind: 'fleet' }, state: 'done' },
  ...{
    waiting: null,
    failure: null,
    acceptedAt: 1,
    putFirstAt: null,
    startedAt: 1,
    endedAt: 2,
    ranOn: ['i-1'],
    device: 'CPU',
  },
  ...{ modelName: 'demo', isDemo: true, isSimulated: false, characters: 2, sameAs: null, troubles: [] },
  progress: {
    ...{ totalS: 1, decodedS: 1, scannedS: 1, speechS: 1, recognisedS: 1, stage: 'save', fraction: 1 },
    ...{ speedX: 30, etaS: 0 },
  },
};

export const samplesDir = join(import.meta.dirname, '..', '..', '..', 'resources', 'samples');

const sampleTranscript: Transcript = {
  ...{ jobId: 'j-1', name: 'a.wav', text: '你好', sentences: [], timesSource: 'cif', durationMs: 1000 },
  ...{ modelName: 'demo', isDemo: true, hotwords: [], holes: [], notes: [], createdAt: 2 },
  editedAt: null,
};

const sampleModel: ModelView = {
  ...{ id: 'demo-asr', name: 'demo', role: 'asr', dir: '/demo', isDemo: true, notice: null, isUsable: true },
  ...{ checks: [], precisions: ['fp32'], bytes: 1, modelKey: 'k' },
};

const sampleFetch: ModelFetch = {
  ...{ id: 'modelscope/a/b', fullId: 'a/b', hub: 'modelscope', state: 'preparing', note: null },
  ...{ doneBytes: 0, totalBytes: null, speedBytesS: null, startedAt: 1, endedAt: null },
  ...{ failure: null, modelId: null },
};

const sampleInstall: EngineInstall = {
  ...{ engine: 'funasr', isDryRun: false, state: 'preparing', note: null, figures: null, doneBytes: 0 },
  ...{
    torch: null,
    donePackages: 0,
    totalPackages: null,
    speedBytesS: null,
    cuda: [],
    startedAt: 1,
    endedAt: null,
  },
  failure: null,
};

const engines: HostParts['engines'] = {
  ...{
    list: () => [],
    look: async () => [],
    install: () => sampleInstall,
    cancel: async () => sampleInstall,
  },
  log: async () => ({ runId: null, lines: [] }),
  inspect: async () => ({ isUsable: true, checks: [], command: null }),
};

export const sampleKey: KeyView = keyView.parse({ id: 'k-1', name: 'n8n', createdAt: 1 });

const keys: HostParts['keys'] = {
  list: () => [sampleKey],
  create: async () => ({ key: sampleKey, secret: 'pdk-1' }),
  revoke: async () => undefined,
};

const sampleWatch: WatchView = {
  ...{ id: 'w-1', dir: '/in', target: { kind: 'fleet' }, isOn: true, takesPresent: true, isMount: false },
  ...{ state: 'watching', files: 0, unsettled: 0, taken: 0, trouble: null },
};

const sampleUsage: UsageSample = {
  ...{ at: 1, ramUsedMiB: 1, ramTotalMiB: 2, hostRssMiB: 1, frontsRssMiB: null, instances: [], cards: [] },
};

/** A box without nvidia-smi. */
export const noCards: GpusView = {
  ...{ source: null, isSimulated: false, fault: { fault: 'not-installed', words: '' }, sampledAt: null },
  ...{ isStale: false, cards: [] },
};

const jobs: Jobs = {
  submit: async () => sampleJob,
  get: async (id) => {
    if (id !== sampleJob.id) throw new Failed('job-not-found', `There is no job ${id}.`, { id });
    return sampleJob;
  },
  list: async () => ({ jobs: [sampleJob], next: null }),
  recent: async () => [sampleJob],
  counts: () => ({ active: 0, waiting: 0, done: 1, failed: 0 }),
  load: () => ({ jobs: 0, remainingS: 0, isDiskFull: false }),
  segments: async () => ({ segments: [], punctuatedText: '', punctuatedSegments: 0 }),
  cancel: async () => sampleJob,
  retry: async () => sampleJob,
  release: async () => sampleJob,
  pause: async () => sampleJob,
  resume: async () => sampleJob,
  next: async () => sampleJob,
  pauseAll: async () => 1,
  resumeAll: async () => 1,
  remove: async () => undefined,
  removeEnded: async () => 1,
  transcript: async () => sampleTranscript,
  search: async () => [],
  close: async () => undefined,
};

const fleet: Omit<Fleet, 'recognisers' | 'frontPool'> = {
  list: () => [sampleInstance],
  get: () => sampleInstance,
  create: async () => sampleInstance,
  edit: async () => sampleInstance,
  duplicate: async () => sampleInstance,
  remove: async () => undefined,
  start: async () => sampleInstance,
  stop: async () => sampleInstance,
  restart: async () => sampleInstance,
  measure: async () => sampleInstance,
  restartAll: async () => ['i-1'],
  comesBack: () => false,
  startAll: async () => undefined,
  stopAll: async () => undefined,
  log: async () => ({ runs: [], runId: null, lines: [] }),
  fronts: () => ({ wanted: 1, ready: 1, failed: null, rssMiB: null }),
  admission: () => null,
  launch: () => ({ command: ['python'], cwd: '/', env: [], withheld: [] }),
  workersOn: () => [],
  isBlamed: () => false,
  close: async () => undefined,
};

const results: Pick<HostParts, 'editing' | 'exporting' | 'bundles' | 'listening'> = {
  listening: { open: async () => ({ state: 'ready', durationS: 1, peaks: [0.5] }) },
  exporting: {
    exportAs: async () => ({
      fileName: '会议 "1".txt',
      mime: 'text/plain; charset=utf-8',
      content: Buffer.from('你好\n'),
    }),
    preview: async () => 'talk.txt',
  },
  bundles: {
    begin: async () => ({ id: 'e-1', count: 1 }),
    read: async () => ({ piece: 'UEs=', isLast: true, done: 1, count: 1, missing: 0 }),
    end: () => undefined,
  },
  editing: {
    open: async () => ({ transcript: sampleTranscript, revision: 0, edited: [] }),
    edit: async () => ({ revision: 1, editedAt: 1, changed: [] }),
  },
};

const watches: HostParts['watches'] = {
  list: () => [],
  add: async () => sampleWatch,
  edit: async () => sampleWatch,
  remove: async () => undefined,
};

/** Parts to serve calls from; `onSubmit` hears of every file handed in. One named refuse.wav is refused. */
export function createStandIns(onSubmit: (submission: Submission) => void = () => undefined): HostParts {
  const submit: Jobs['submit'] = async (submission) => {
    onSubmit(submission);
    if (submission.name === 'refuse.wav') throw new Failed('file-not-audio', 'no audio in it');
    return sampleJob;
  };
  return {
    ...results,
    info: {
      ...{ version: '0', platform: 'linux', home: '/home', pid: 1 },
      ...{ startedAt: 1, cores: 2, shell: 'headless' },
    },
    fleet: fleet as Fleet,
    jobs: { ...jobs, submit },
    models: {
      list: () => [sampleModel],
      find: () => sampleModel,
      add: async () => [sampleModel],
      remove: async () => undefined,
    },
    engines,
    fetches: { list: () => [], begin: () => sampleFetch, cancel: async () => sampleFetch },
    watches,
    settings: {
      get: () => settings.parse({ mediaFolders: [samplesDir] }),
      set: async (patch) => settings.parse(patch),
    },
    keys,
    webhook: standInWebhook,
    usage: { between: () => [sampleUsage] },
    ...{ gpus: { view: () => noCards }, marks: { between: () => [] } },
    clock: { now: () => 1 },
    pushes: createPushes(),
    diagnose: async () => ({ fileName: 'paradeck-diagnostics.zip', files: [], zipBase64: '' }),
    runChecks: async () => [],
    ...{ panel: () => null, panelLink: () => null, doors: () => [], requests: () => [] },
    shutdown: () => undefined,
  };
}

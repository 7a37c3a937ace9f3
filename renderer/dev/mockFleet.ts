/** Made-up instances, models and box for working on the panel without a host. */
import type { InstanceSpec, InstanceView } from '../../electron/contract/instance.ts';
import type { Finding, UsageSample } from '../../electron/contract/machine.ts';
import type { ModelView } from '../../electron/contract/model.ts';

const minuteMs = 60_000;

export function makeSpec(id: string, name: string, colour: number): InstanceSpec {
  return {
    id,
    name,
    colour,
    device: { kind: 'cpu' },
    engine: 'onnx',
    modelId: 'demo-asr',
    pythonPath: null,
    env: {},
    batchSizeS: 300,
    precision: 'auto',
    threads: null,
    vramLimitMiB: null,
    port: 6006 + colour,
    autoStart: true,
    restart: 'always',
  };
}

export function makeInstance(spec: InstanceSpec, over: Partial<InstanceView>): InstanceView {
  return {
    spec,
    phase: 'stopped',
    cause: null,
    phaseSince: Date.now() - 4 * minuteMs,
    retryAt: null,
    restarts: 0,
    pid: null,
    loading: null,
    precision: null,
    deviceName: null,
    threads: null,
    rssMiB: null,
    speedX: null,
    queuedS: 0,
    needsRestart: false,
    runId: null,
    ...over,
  };
}

const running = {
  deviceName: 'CPU',
  precision: 'int8' as const,
  threads: 4,
  pid: 4711,
  runId: '2026-11-23T17-31-02',
};

const failedCause = {
  class: 'model' as const,
  message: 'tokens.json has 4233 entries, the graph wants 8404',
  exitCode: 78,
  signal: null,
  lines: [
    'loading /models/paraformer-large',
    'tokens.json has 4233 entries, the graph wants 8404',
    'exit 78',
  ],
};

export function makeFleet(): InstanceView[] {
  return [
    makeInstance(makeSpec('a1', 'Meetings', 5), {
      ...running,
      phase: 'busy',
      rssMiB: 612,
      speedX: 96.4,
      queuedS: 1290,
    }),
    makeInstance(makeSpec('a2', '客服质检', 1), {
      ...running,
      phase: 'ready',
      rssMiB: 598,
      speedX: 88.1,
      needsRestart: true,
    }),
    makeInstance(makeSpec('a3', 'Archive', 3), {
      phase: 'loading',
      loading: { stage: 'warm-up', done: 2, total: 3 },
      pid: 4712,
      runId: 'r3',
      rssMiB: 204,
    }),
    makeInstance(makeSpec('a4', 'Paraformer-large', 7), {
      phase: 'failed',
      cause: failedCause,
      restarts: 5,
      runId: 'r4',
    }),
    makeInstance(makeSpec('a5', 'Spare', 2), {}),
  ];
}

const notice = {
  'zh-CN': '演示模型只认识少量词语，用于试用和测试，不能用于工作。',
  en: 'The demo model knows only a small vocabulary. It is for trying and testing, not for work.',
};

export function makeModels(): ModelView[] {
  const good = [
    { item: 'model_quant.onnx', isGood: true, message: 'present, 2.1 MiB' },
    { item: 'tokens.json', isGood: true, message: '412 tokens, as the graph wants' },
    { item: 'am.mvn', isGood: true, message: '560 values' },
  ];
  const make = (id: string, name: string, role: ModelView['role']): ModelView => ({
    id,
    name,
    role,
    dir: `/opt/paradeck/resources/demo-model/${role}`,
    isDemo: true,
    notice: role === 'asr' ? notice : null,
    isUsable: true,
    checks: good,
    precisions: role === 'asr' ? ['fp32', 'int8'] : ['fp32'],
    bytes: 2_300_000,
    modelKey: role === 'asr' ? 'a'.repeat(64) : null,
  });
  const bad: ModelView = {
    ...make('pl', 'paraformer-large', 'asr'),
    dir: '/srv/models/damo/speech_paraformer-large_asr_nat-zh-cn-16k-common-vocab8404-onnx',
    isDemo: false,
    notice: null,
    isUsable: false,
    bytes: 238_000_000,
    checks: [
      { item: 'model_quant.onnx', isGood: true, message: 'present, 227 MiB' },
      { item: 'tokens.json', isGood: false, message: 'has 4233 entries, the graph wants 8404' },
      { item: 'am.mvn', isGood: false, message: 'missing' },
    ],
  };
  return [
    make('demo-asr', 'Demo Paraformer', 'asr'),
    make('demo-vad', 'Demo VAD', 'vad'),
    make('demo-punc', 'Demo punctuation', 'punc'),
    bad,
  ];
}

export function makeFindings(): Finding[] {
  return [
    {
      code: 'node-good',
      verdict: 'good',
      message: 'Node 24.21.0.',
      fix: null,
      detail: { version: '24.21.0' },
    },
    {
      code: 'disk-low',
      verdict: 'bad',
      message: '0.8 GiB free at /var/paradeck.',
      fix: 'Free space, or set PARADECK_HOME to a folder on a larger disk.',
      detail: { path: '/var/paradeck', freeGiB: 0.8 },
    },
    {
      code: 'ram-low',
      verdict: 'warning',
      message: '1.9 of 23.5 GiB of memory free.',
      fix: 'Close other programs, or run fewer instances.',
      detail: { totalGiB: 23.5, freeGiB: 1.9 },
    },
    {
      code: 'ffmpeg-good',
      verdict: 'good',
      message: 'ffmpeg 5.1.6 at /usr/bin/ffmpeg.',
      fix: null,
      detail: { path: '/usr/bin/ffmpeg', version: '5.1.6', source: 'system' },
    },
    { code: 'gpu-none', verdict: 'good', message: 'No NVIDIA GPU was found.', fix: null, detail: {} },
    {
      code: 'a-newer-check',
      verdict: 'unknown',
      message: 'Something a newer host looks at.',
      fix: null,
      detail: {},
    },
  ];
}

/** Memory of the box at a moment; smooth, so that charts look alike on every visit. */
export function makeSample(at: number, fleet: readonly InstanceView[]): UsageSample {
  const wave = (period: number, depth: number) => Math.round(Math.sin(at / period) * depth);
  return {
    at,
    ramUsedMiB: 9_800 + wave(97_000, 700) + wave(13_000, 120),
    ramTotalMiB: 24_064,
    hostRssMiB: 148 + wave(40_000, 6),
    frontsRssMiB: 310 + wave(60_000, 12),
    instances: fleet.map(({ spec, rssMiB }, index) => ({
      id: spec.id,
      rssMiB: rssMiB === null ? null : rssMiB + wave(30_000 + index * 7_000, 40),
    })),
  };
}

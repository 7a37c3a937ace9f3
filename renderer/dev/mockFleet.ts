/** Made-up instances for working on the panel without a host. */
import {
  isAble,
  type Cause,
  type InstanceSpec,
  type InstanceView,
} from '../../electron/contract/instance.ts';

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
    precisionNote: null,
    deviceName: null,
    threads: null,
    rssMiB: null,
    vram: null,
    gpuUuid: null,
    speedX: null,
    filling: null,
    safeBatch: null,
    tuned: null,
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

export function makeCause(over: Partial<Cause> & Pick<Cause, 'class' | 'message'>): Cause {
  return { exitCode: null, signal: null, lines: [], ...over };
}

const modelCause = makeCause({
  class: 'model',
  message: 'tokens.json has 4233 entries, the graph wants 8404',
  exitCode: 78,
  lines: [
    'loading /models/paraformer-large',
    'tokens.json has 4233 entries, the graph wants 8404',
    'exit 78',
  ],
});

/** Five instances on the CPU, in five phases. */
export function makeCpuFleet(): InstanceView[] {
  return [
    makeInstance(makeSpec('a1', 'Meetings', 5), {
      ...running,
      phase: 'busy',
      rssMiB: 612,
      speedX: 96.4,
      queuedS: 1290,
      filling: { fill: 0.92, padding: 0.061 },
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
      cause: modelCause,
      restarts: 5,
      runId: 'r4',
    }),
    makeInstance(makeSpec('a5', 'Spare', 2), {}),
  ];
}

/** An instance of the torch engine on a card. */
export function onCard(spec: InstanceSpec, uuid: string, over: Partial<InstanceView>): InstanceView {
  const isUp = over.phase !== undefined && isAble(over.phase);
  return makeInstance(
    { ...spec, engine: 'funasr', device: { kind: 'gpu', uuid } },
    {
      ...(isUp && {
        ...running,
        precision: 'bf16',
        deviceName: 'NVIDIA GeForce RTX 4090',
        gpuUuid: uuid,
        rssMiB: 2210,
      }),
      ...over,
    },
  );
}

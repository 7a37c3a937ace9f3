/** Boxes to look at: each a fleet with its cards. */
import type { GpusView } from '../../electron/contract/gpu.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { makeCause, makeCpuFleet, makeSpec, onCard } from './mockFleet.ts';
import { cardUuid, makeCard, makeGpus, makeReading, noGpus, stranger } from './mockGpus.ts';

export const sceneNames = [
  'busy',
  'eight',
  'trouble',
  'broken',
  'waiting',
  'none',
  'simulated',
  'empty',
] as const;
/** `busy`: two cards and a bit of everything · `eight`: 8 cards, 16 instances · `trouble`: what can go wrong · `broken`: nvidia-smi fails · `waiting`: it has not answered yet · `none`: no NVIDIA GPU · `empty`: a first start. */
export type Scene = (typeof sceneNames)[number];

interface Box {
  readonly instances: InstanceView[];
  readonly gpus: GpusView;
}

const measured = (memoryMiB: number) => ({ memoryMiB, basis: 'measured' as const });

export function makeBox(scene: Scene): Box {
  switch (scene) {
    case 'eight':
      return makeEight();
    case 'trouble':
      return makeTrouble();
    case 'broken':
      return {
        instances: makeCpuFleet(),
        gpus: makeGpus([], {
          sampledAt: null,
          fault: {
            fault: 'version-mismatch',
            words: 'Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 570.86',
          },
        }),
      };
    case 'waiting':
      return { instances: makeCpuFleet(), gpus: makeGpus([], { sampledAt: null }) };
    case 'none':
      return { instances: makeCpuFleet(), gpus: noGpus };
    case 'empty':
      return { instances: [], gpus: noGpus };
    case 'simulated':
      return {
        ...makeBusy(),
        gpus: { ...makeBusy().gpus, isSimulated: true, source: 'e2e/fakes/nvidia-smi' },
      };
    case 'busy':
      return makeBusy();
  }
}

function makeBusy(): Box {
  const [first, second] = [cardUuid(0), cardUuid(1)];
  const plain = makeCpuFleet();
  const instances = [
    onCard(makeSpec('a1', 'Meetings', 5), first, {
      phase: 'busy',
      speedX: 412,
      queuedS: 1290,
      vram: measured(6_310),
      filling: { fill: 0.87, padding: 0.072 },
      safeBatch: { seconds: 150, since: Date.now() - 2 * 3_600_000 },
    }),
    onCard(makeSpec('a2', '客服质检', 1), first, {
      phase: 'ready',
      speedX: 388,
      needsRestart: true,
      pid: 4733,
      vram: { memoryMiB: 4_890, basis: 'estimated' },
    }),
    onCard(makeSpec('a3', 'Archive', 3), second, {
      phase: 'loading',
      loading: { stage: 'warm-up', done: 2, total: 3 },
      pid: 4712,
      runId: 'r3',
      rssMiB: 1204,
      gpuUuid: second,
      vram: measured(1_120),
    }),
    ...plain.slice(3, 4),
    onCard(makeSpec('a5', 'Spare', 2), second, {}),
  ];
  const cards = [
    makeCard(makeReading(0, {}), instances),
    makeCard(makeReading(1, {}), instances, { strangers: [stranger(31_337, 'python3.11', 19_480)] }),
  ];
  return { instances, gpus: makeGpus(cards) };
}

function makeEight(): Box {
  const name = 'NVIDIA A100-SXM4-80GB';
  const instances = Array.from({ length: 16 }, (_, index) =>
    onCard(makeSpec(`a${index + 1}`, `Paraformer ${index + 1}`, index % 8), cardUuid(index >> 1), {
      phase: index % 5 === 0 ? 'busy' : 'ready',
      deviceName: name,
      pid: 4700 + index,
      speedX: 520 - index * 3,
      queuedS: index * 97,
      vram: measured(7_400 + index * 310),
    }),
  );
  const reading = { name, memoryTotalMiB: 81_920, powerLimitW: 400, computeCapability: 8 };
  const fanPercent = { unknown: 'not-available' } as const;
  const cards = Array.from({ length: 8 }, (_, index) =>
    makeCard(makeReading(index, { ...reading, fanPercent }), instances, {
      strangers: index === 3 ? [stranger(9912, 'Xorg', 48), stranger(20_418, 'tritonserver', 21_400)] : [],
    }),
  );
  return { instances, gpus: makeGpus(cards) };
}

const [migUuid, lostUuid, resetUuid, blindUuid] = [0, 1, 2, 3].map(cardUuid) as [
  string,
  string,
  string,
  string,
];
const sliceUuid = 'MIG-5e3c9a10-77d2-5b0f-9c1e-3f1f2a9d1c01';

function makeTroubleFleet(): InstanceView[] {
  const base = onCard(makeSpec('b1', '切片一', 5), migUuid, {
    phase: 'ready',
    deviceName: 'NVIDIA A100 MIG 3g.20gb',
    speedX: 210,
    vram: { memoryMiB: 3_400, basis: 'estimated' },
  });
  return [
    { ...base, spec: { ...base.spec, device: { kind: 'mig', uuid: sliceUuid } } },
    onCard(makeSpec('b2', 'Night shift', 1), lostUuid, {
      phase: 'blocked',
      cause: makeCause({ class: 'gpu-lost', message: `card ${lostUuid} is lost` }),
      restarts: 2,
      runId: 'r2',
    }),
    onCard(makeSpec('b3', 'Interviews', 3), resetUuid, {
      phase: 'mispinned',
      deviceName: 'NVIDIA GeForce RTX 4090',
      gpuUuid: blindUuid,
      cause: makeCause({
        class: 'mispinned',
        message: `asked for ${resetUuid}, sits on ${blindUuid}`,
        lines: ['CUDA_VISIBLE_DEVICES is overwritten by the environment'],
      }),
      runId: 'r3',
    }),
    onCard(makeSpec('b4', 'Silent CPU', 7), resetUuid, {
      phase: 'mispinned',
      deviceName: 'CPU',
      cause: makeCause({ class: 'mispinned', message: 'a card was ordered, the worker computes on the CPU' }),
      runId: 'r4',
    }),
    onCard(makeSpec('b5', 'Blind', 2), blindUuid, { phase: 'ready', pid: 8080, speedX: 300 }),
    onCard(makeSpec('b6', 'Too big', 6), blindUuid, {
      phase: 'blocked',
      cause: makeCause({ class: 'gpu-memory', message: 'needs 6.1 GiB, 2.0 GiB free' }),
    }),
  ];
}

function makeTrouble(): Box {
  const instances = makeTroubleFleet();
  const gone = { unknown: 'gpu-lost' } as const;
  const unsaid = { unknown: 'not-supported' } as const;
  const lost = { memoryUsedMiB: gone, memoryTotalMiB: gone, memoryFreeMiB: gone, utilisationPercent: gone };
  const mig = { name: 'NVIDIA A100-SXM4-40GB', migMode: 'Enabled', utilisationPercent: unsaid };
  const blind = makeCard(
    makeReading(3, { fanPercent: unsaid, powerW: unsaid, driverModel: 'WDDM' }),
    instances,
    {
      strangers: [stranger(612, 'C:\\Windows\\System32\\dwm.exe', null)],
    },
  );
  const cards = [
    makeCard(makeReading(0, mig), instances, {
      slices: [
        { gpuUuid: migUuid, uuid: sliceUuid, profile: '3g.20gb' },
        { gpuUuid: migUuid, uuid: 'MIG-5e3c9a10-77d2-5b0f-9c1e-3f1f2a9d1c02', profile: '3g.20gb' },
      ],
    }),
    makeCard(
      makeReading(1, { ...lost, temperatureC: gone, powerW: gone, fanPercent: gone, health: 'lost' }),
      instances,
    ),
    makeCard(
      makeReading(2, { health: 'needs-reset', memoryUsedMiB: { unknown: 'needs-reset' } }),
      instances,
      { isBlamed: true },
    ),
    { ...blind, ledger: { ...blind.ledger, isSampledApart: true } },
  ];
  return { instances, gpus: makeGpus(cards, { isStale: true, sampledAt: Date.now() - 94_000 }) };
}

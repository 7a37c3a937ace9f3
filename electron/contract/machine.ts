/** The box: what prechecks found and what is in use. */
import { z } from 'zod';
import { figure } from './gpu.ts';
import { instanceId } from './instance.ts';

/** What a precheck can find; `findingTexts…` say each in both languages. */
export const findingCode = z.enum([
  'node-good',
  'node-old',
  'home-good',
  'home-not-writable',
  'home-file-damaged',
  'disk-good',
  'disk-low',
  'disk-unknown',
  'ram-good',
  'ram-low',
  'gpu-none',
  'gpu-wanted',
  'gpu-simulated',
  'gpu-driver-missing',
  'gpu-smi-missing',
  'gpu-not-loaded',
  'gpu-mismatch',
  'gpu-no-devices',
  'gpu-hidden',
  'gpu-no-permission',
  'gpu-nvml-failed',
  'gpu-smi-hung',
  'gpu-smi-failed',
  'gpu-driver-good',
  'gpu-driver-old',
  'gpu-driver-unknown',
  'gpu-card-good',
  'gpu-card-lost',
  'gpu-card-needs-reset',
  'gpu-card-error',
  'gpu-card-blamed',
  'instance-card-missing',
  'precision-unsupported',
  'shared-card-oom',
  'shared-card-tight',
  'onnx-engine-good',
  'onnx-engine-none',
  'onnx-engine-broken',
  'funasr-engine-good',
  'funasr-engine-unneeded',
  'funasr-engine-none',
  'torch-good',
  'torch-missing',
  'torch-broken',
  'torch-cpu-build',
  'torch-driver-old',
  'torch-no-kernel',
  'cuda-good',
  'cuda-refused',
  'cuda-hung',
  'cuda-memory-full',
  'cuda-other-card',
  'cuda-no-card',
  'cuda-no-torch',
  'python-good',
  'python-missing',
  'conda-good',
  'conda-none',
  'container-none',
  'container-good',
  'container-plain',
  'container-no-toolkit',
  'container-not-configured',
  'container-silent',
  'ffmpeg-good',
  'ffmpeg-missing',
  'ffmpeg-setting-broken',
  'ffmpeg-formats-good',
  'ffmpeg-formats-missing',
  'ffmpeg-formats-unknown',
  'models-good',
  'model-role-missing',
  'model-broken',
  'model-incomplete',
  'model-fetch-failed',
  'ports-good',
  'port-taken',
  'panel-port-taken',
  'panel-local',
  'panel-behind-ssh',
]);

/** Where a finding stands on the page. */
export const findingGroup = z.enum(['box', 'cards', 'engines', 'audio', 'models', 'doors', 'containers']);

/** A precheck's verdict. `code` is a FindingCode, as text so that an older panel takes a newer host's; detail fills its text in. */
export const finding = z.object({
  code: z.string(),
  group: findingGroup.catch('box'),
  verdict: z.enum(['good', 'warning', 'bad', 'unknown']),
  /** Cause and fix in English. */
  message: z.string(),
  fix: z.string().nullable(),
  /** What mends it, to be run as it stands; null where no command can. */
  command: z.string().nullable().default(null),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
});

/** One card in a sample: MiB, %, °C, W. `parts` are by instance; strangers and the rest are one figure each. */
export const cardSample = z.object({
  uuid: z.string(),
  totalMiB: figure,
  usedMiB: figure,
  strangersMiB: z.number().nullable(),
  restMiB: z.number().nullable(),
  utilisationPercent: figure,
  temperatureC: figure,
  powerW: figure,
});

/** One sample of what is in use, MiB; null is unknown. `at` is ms since the epoch. */
export const usageSample = z.object({
  at: z.number(),
  ramUsedMiB: z.number().nullable(),
  ramTotalMiB: z.number().nullable(),
  hostRssMiB: z.number().nullable(),
  frontsRssMiB: z.number().nullable(),
  instances: z.array(
    z.object({
      id: instanceId,
      rssMiB: z.number().nullable(),
      vramMiB: z.number().nullable(),
      /** The card that share is of: an instance may have moved since. */
      gpuUuid: z.string().nullable(),
    }),
  ),
  /** As the newest probe had them; none while the probe is stale. */
  cards: z.array(cardSample),
});

/** Something that happened to an instance or a card, marked on the charts. */
export const fleetMark = z.object({
  at: z.number(),
  kind: z.enum([
    'started',
    'ready',
    'stopped',
    'restarted',
    'crashed',
    'oom',
    'hung',
    'failed',
    'mispinned',
    'blocked',
    'card-lost',
    'card-found',
  ]),
  instanceId: instanceId.nullable(),
  gpuUuid: z.string().nullable(),
});

export const hostInfo = z.object({
  version: z.string(),
  platform: z.string(),
  home: z.string(),
  pid: z.int(),
  startedAt: z.number(),
  cores: z.int(),
  /** A shell or a browser drives the panel. */
  shell: z.enum(['electron', 'headless']),
});

export type FindingCode = z.infer<typeof findingCode>;
export type FindingGroup = z.infer<typeof findingGroup>;
export type Finding = z.infer<typeof finding>;
export type UsageSample = z.infer<typeof usageSample>;
export type CardSample = z.infer<typeof cardSample>;
export type FleetMark = z.infer<typeof fleetMark>;
export type HostInfo = z.infer<typeof hostInfo>;

/** The box: what prechecks found and what is in use. */
import { z } from 'zod';
import { figure } from './gpu.ts';
import { instanceId } from './instance.ts';

/** What a precheck can find; the panel has a text for each in both languages. */
export const findingCode = z.enum([
  'node-good',
  'node-old',
  'home-good',
  'home-not-writable',
  'disk-good',
  'disk-low',
  'disk-unknown',
  'ram-good',
  'ram-low',
  'ffmpeg-good',
  'ffmpeg-missing',
  'ffmpeg-setting-broken',
  'onnx-engine-good',
  'onnx-engine-missing',
  'models-good',
  'model-role-missing',
  'model-broken',
  'gpu-none',
  'gpu-driver',
]);

/** A precheck's verdict. `code` is a FindingCode, as text so that an older panel takes a newer host's; detail fills its text in. */
export const finding = z.object({
  code: z.string(),
  verdict: z.enum(['good', 'warning', 'bad', 'unknown']),
  message: z.string(),
  fix: z.string().nullable(),
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
    z.object({ id: instanceId, rssMiB: z.number().nullable(), vramMiB: z.number().nullable() }),
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
export type Finding = z.infer<typeof finding>;
export type UsageSample = z.infer<typeof usageSample>;
export type CardSample = z.infer<typeof cardSample>;
export type FleetMark = z.infer<typeof fleetMark>;
export type HostInfo = z.infer<typeof hostInfo>;

/** Instances: what the user asked for (spec) and what each is now (view). */
import { z } from 'zod';
import { ledgerBasis } from './gpu.ts';
import { tuning } from './tuning.ts';
import { engineName, precisionAsked, precisionUsed } from './workerMessages.ts';

export const instanceId = z.string().min(1).max(64);

/** Okabe–Ito palette by index: tellable apart by colour-blind people in both themes. */
export const instanceColour = z.int().min(0).max(7);

export const deviceChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cpu') }),
  z.strictObject({ kind: z.literal('gpu'), uuid: z.string().min(1) }),
  z.strictObject({ kind: z.literal('mig'), uuid: z.string().min(1) }),
]);

/** What the user asked for. Sizes in the unit of their names; null means the documented default. */
export const instanceSpec = z.strictObject({
  id: instanceId,
  name: z.string().trim().min(1).max(64),
  colour: instanceColour,
  device: deviceChoice,
  engine: engineName,
  /** A model the app knows (see models.list). */
  modelId: z.string().min(1),
  /** Interpreter of another environment; null: the one the app made for the engine. */
  pythonPath: z.string().nullable(),
  /** Extra environment variables of the worker. */
  env: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/), z.string()),
  /** Cap on padded seconds in one batch. */
  batchSizeS: z.number().min(1).max(3600),
  precision: precisionAsked,
  /** CPU threads; null: cores ÷ workers. */
  threads: z.int().min(1).max(256).nullable(),
  vramLimitMiB: z.int().min(256).nullable(),
  /** The funasr engine on a card: its encoder as CUDA graphs. Absent in older files: off. */
  cudaGraphs: z.boolean().optional(),
  /** Port of the instance's own door; must differ between instances. */
  port: z.int().min(1024).max(65535),
  autoStart: z.boolean(),
  restart: z.enum(['always', 'never']),
});

/** Fields the form sends; the host fills in id and any default left out. */
export const instanceDraft = instanceSpec
  .omit({ id: true })
  .partial()
  .extend({ name: instanceSpec.shape.name });

export const instancePatch = instanceSpec.omit({ id: true }).partial();

/** Fields of a spec that a running worker would have to start again for. */
export const restartFields = [
  ...(['device', 'engine', 'modelId', 'pythonPath'] as const),
  ...(['env', 'precision', 'threads', 'vramLimitMiB', 'cudaGraphs'] as const),
] as const satisfies readonly (keyof z.infer<typeof instancePatch>)[];

export const phase = z.enum([
  'stopped',
  'starting',
  'loading',
  'ready',
  'busy',
  'draining',
  'stopping',
  'backoff',
  'failed',
  'blocked',
  'mispinned',
]);

/** It takes work, at once or next. */
export function isAble(of: z.infer<typeof phase>): boolean {
  return of === 'ready' || of === 'busy';
}

/** It takes none yet, but is on its way. */
export function isComing(of: z.infer<typeof phase>): boolean {
  return of === 'starting' || of === 'loading' || of === 'backoff';
}

/** What an instance as a whole can be told. */
export type InstanceOrder = 'start' | 'stop' | 'restart';

const down: ReadonlySet<z.infer<typeof phase>> = new Set(['stopped', 'failed', 'blocked', 'mispinned']);

/** Whether an instance in this phase can be told so. It can be started where it has no process. */
export function mayOrder(order: InstanceOrder, of: z.infer<typeof phase>): boolean {
  if (order === 'start') return down.has(of) || of === 'backoff';
  if (down.has(of) || of === 'stopping') return false;
  return order === 'stop' || of !== 'backoff';
}

/** Why an instance is not well. `lines` are the last of its log. */
export const causeClass = z.enum([
  'cannot-work',
  'no-hello',
  'load-timeout',
  'hung',
  'crash',
  'killed',
  'oom',
  'cuda',
  'spawn',
  'protocol',
  'model',
  'mispinned',
  'gpu-missing',
  'gpu-lost',
  'gpu-memory',
]);
export const cause = z.object({
  class: causeClass,
  message: z.string(),
  exitCode: z.int().nullable(),
  signal: z.string().nullable(),
  lines: z.array(z.string()),
});

export const loadProgress = z.object({ stage: z.string(), done: z.number(), total: z.number() });

const share = z.number().min(0).max(1);

/** What an instance is now. Unknown is null, never 0. */
export const instanceView = z.object({
  spec: instanceSpec,
  phase,
  cause: cause.nullable(),
  /** ms since the epoch when this phase began. */
  phaseSince: z.number(),
  /** ms since the epoch when the next try comes, in `backoff`. */
  retryAt: z.number().nullable(),
  restarts: z.int().nonnegative(),
  pid: z.int().nullable(),
  loading: loadProgress.nullable(),
  precision: precisionUsed.nullable(),
  /** Why it is another precision than the spec asks for, in the worker's words; null where it is not. */
  precisionNote: z.string().nullable(),
  deviceName: z.string().nullable(),
  threads: z.int().nullable(),
  /** How the onnx engine computes, where that was measured on this machine; gain as in `ready`; null: by the rules of thumb. */
  tuned: tuning.extend({ gain: z.number().positive(), at: z.number() }).nullable(),
  rssMiB: z.number().nullable(),
  /** Its share of its card's memory and how that is known; null on the CPU and while nobody can tell. */
  vram: z.object({ memoryMiB: z.number(), basis: ledgerBasis }).nullable(),
  /** The card it sits on by its own word; null before it is ready, on the CPU, or where it cannot ask. */
  gpuUuid: z.string().nullable(),
  /** Audio seconds recognised per second of computing, learned; null until known. */
  speedX: z.number().nullable(),
  /** Of its last batches: what of a batch worth sending was there, and what of it was padding; null before the first. */
  filling: z.object({ fill: share, padding: share }).nullable(),
  /** Padded seconds its batches may hold since memory last ran out, and when, ms since the epoch; null: all it is given. */
  safeBatch: z.object({ seconds: z.number().positive(), since: z.number() }).nullable(),
  /** Audio seconds of waiting and running segments pinned here. */
  queuedS: z.number().nonnegative(),
  /** The spec was edited and the running worker does not have it yet. */
  needsRestart: z.boolean(),
  runId: z.string().nullable(),
});

/** What a worker is started with: its command, and each variable it gets with where it comes from. */
export const launchView = z.object({
  command: z.array(z.string()),
  cwd: z.string(),
  env: z.array(
    z.object({
      name: z.string(),
      value: z.string(),
      source: z.enum(['inherited', 'default', 'spec', 'pin']),
    }),
  ),
  /** Variables of the host that the worker does not get; names only. */
  withheld: z.array(z.string()),
});

/** The fronts are one line of the fleet's health, never instances. */
export const frontsView = z.object({
  wanted: z.int().nonnegative(),
  ready: z.int().nonnegative(),
  failed: cause.nullable(),
  rssMiB: z.number().nullable(),
});

export type DeviceChoice = z.infer<typeof deviceChoice>;
export type InstanceSpec = z.infer<typeof instanceSpec>;
export type InstanceDraft = z.infer<typeof instanceDraft>;
export type InstancePatch = z.infer<typeof instancePatch>;
export type LaunchView = z.infer<typeof launchView>;
export type Phase = z.infer<typeof phase>;
export type CauseClass = z.infer<typeof causeClass>;
export type Cause = z.infer<typeof cause>;
export type LoadProgress = z.infer<typeof loadProgress>;
export type InstanceView = z.infer<typeof instanceView>;
export type FrontsView = z.infer<typeof frontsView>;

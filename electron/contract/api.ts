/** Every call of the panel, CLI and doors: scope, input and output. One row here, one handler in host, one use. */
import { z } from 'zod';
import { diagnostics } from './diagnostics.ts';
import { engineInstall, engineView, interpreterView } from './engine.ts';
import { failure } from './failure.ts';
import { admission } from './gpu.ts';
import {
  instanceDraft,
  instanceId,
  instancePatch,
  instanceSpec,
  instanceView,
  launchView,
} from './instance.ts';
import { jobId, jobOptions, jobState, jobTarget, jobView, segmentView } from './job.ts';
import { panelView } from './door.ts';
import { keyCalls } from './keyCalls.ts';
import { mediaCalls } from './mediaCalls.ts';
import { finding, fleetMark, usageSample } from './machine.ts';
import { modelFetch, modelFullId, modelHub, modelView } from './model.ts';
import { logLine } from './push.ts';
import { requestsKept, requestView } from './request.ts';
import { settings, settingsPatch, torchIndex } from './settings.ts';
import { snapshot } from './snapshot.ts';
import { transcriptCalls } from './transcriptCalls.ts';
import { webhookCalls } from './webhook.ts';
import { watchDraft, watchId, watchSpec, watchView } from './watch.ts';
import { engineName } from './workerMessages.ts';

/** read: look · operate: change · local: name a path of this machine; never over HTTP. */
export const scope = z.enum(['read', 'operate', 'local']);

const nothing = z.strictObject({});
const byInstance = z.strictObject({ id: instanceId });
const byJob = z.strictObject({ id: jobId });
const byEngine = z.strictObject({ engine: engineName });
const page = { limit: z.int().min(1).max(500).default(100), before: z.string().optional() };

export const calls = {
  'host.snapshot': { scope: 'read', input: nothing, output: snapshot },
  /**
   * What was measured and what happened in a stretch, ms back from now: the caller's clock may not be the host's.
   * `untilAgoMs` null: up to the newest.
   */
  'host.usage': {
    scope: 'read',
    input: z.strictObject({
      fromAgoMs: z.number().nonnegative(),
      untilAgoMs: z.number().nonnegative().nullable().default(null),
    }),
    output: z.object({ samples: z.array(usageSample), marks: z.array(fleetMark) }),
  },
  'host.checks': { scope: 'read', input: nothing, output: z.object({ findings: z.array(finding) }) },
  /** Makes a zip for whoever helps, with nothing in it that is the user's own; it takes as long as the checks. */
  'host.diagnostics': { scope: 'operate', input: nothing, output: diagnostics },
  /** What the asker may do, and the key it signed in with; null: none was asked for. */
  'host.access': {
    scope: 'read',
    input: nothing,
    output: z.object({ scopes: z.array(scope), keyName: z.string().nullable(), panel: panelView.nullable() }),
  },
  /** What the doors for programs answered last, newest first. */
  'host.requests': {
    scope: 'read',
    input: z.strictObject({ limit: z.int().min(1).max(requestsKept).default(200) }),
    output: z.object({ requests: z.array(requestView) }),
  },
  'host.shutdown': { scope: 'local', input: nothing, output: nothing },
  /** A fresh one-time link to the panel's door, when it is open. */
  'host.panelLink': { scope: 'local', input: nothing, output: z.object({ url: z.string().nullable() }) },

  'instances.create': { scope: 'operate', input: instanceDraft, output: instanceView },
  'instances.edit': {
    scope: 'operate',
    input: z.strictObject({ id: instanceId, patch: instancePatch }),
    output: instanceView,
  },
  'instances.duplicate': { scope: 'operate', input: byInstance, output: instanceView },
  'instances.remove': { scope: 'operate', input: byInstance, output: nothing },
  /** `anyway`: also where the card's free memory does not reach (else gpu-memory-short, with who holds it). */
  'instances.start': {
    scope: 'operate',
    input: byInstance.extend({ anyway: z.boolean().default(false) }),
    output: instanceView,
  },
  /** What a start with this spec would meet on its card; null on the CPU. `id`: an instance whose own share counts as free. */
  'instances.admission': {
    scope: 'read',
    input: instanceSpec
      .pick({ device: true, modelId: true, precision: true, batchSizeS: true })
      .extend({ id: instanceId.optional() }),
    output: z.object({ admission: admission.nullable() }),
  },
  'instances.launch': { scope: 'operate', input: byInstance, output: launchView },
  'instances.stop': { scope: 'operate', input: byInstance, output: instanceView },
  'instances.restart': { scope: 'operate', input: byInstance, output: instanceView },
  /** How the onnx engine computes its model fastest is measured again: at once where it runs, else at its next start. */
  'instances.measure': { scope: 'operate', input: byInstance, output: instanceView },
  /** The last `limit` lines of a run's log before byte `beforeOffset` (default: its end). */
  'instances.log': {
    scope: 'read',
    input: z.strictObject({
      id: instanceId,
      runId: z.string().optional(),
      beforeOffset: z.number().optional(),
      limit: z.int().min(1).max(5000).default(500),
    }),
    output: z.object({ runs: z.array(z.string()), runId: z.string().nullable(), lines: z.array(logLine) }),
  },
  'fleet.start': { scope: 'operate', input: nothing, output: nothing },
  'fleet.stop': { scope: 'operate', input: nothing, output: nothing },
  /** Begins: one running instance after the other, each ready before the next; a round that is under way is told. */
  'fleet.restart': { scope: 'operate', input: nothing, output: z.object({ ids: z.array(instanceId) }) },

  /**
   * Accepts a file on this machine. A browser sends it in pieces to /api/uploads instead. `again`: also where the settings would
   * skip it as transcribed before.
   */
  'jobs.submit': {
    scope: 'local',
    input: z.strictObject({
      path: z.string().min(1),
      target: jobTarget,
      options: jobOptions.optional(),
      again: z.boolean().default(false),
    }),
    output: jobView,
  },
  'jobs.list': {
    scope: 'read',
    input: z.strictObject({
      ...page,
      instanceId: instanceId.optional(),
      states: z.array(jobState).optional(),
    }),
    output: z.object({ jobs: z.array(jobView), next: z.string().nullable() }),
  },
  'jobs.get': { scope: 'read', input: byJob, output: jobView },
  'jobs.segments': {
    scope: 'read',
    input: byJob,
    output: z.object({
      segments: z.array(segmentView),
      punctuatedText: z.string(),
      punctuatedSegments: z.int().nonnegative(),
    }),
  },
  'jobs.cancel': { scope: 'operate', input: byJob, output: jobView },
  /** It keeps all it has; what instances hold of it is still answered. Its sound leaves the spool and is decoded again later. */
  'jobs.pause': { scope: 'operate', input: byJob, output: jobView },
  'jobs.resume': { scope: 'operate', input: byJob, output: jobView },
  /** Pauses, and lets go on, all that have not ended; how many that changed. What comes later is not held. */
  'jobs.pauseAll': { scope: 'operate', input: nothing, output: z.object({ count: z.int().nonnegative() }) },
  'jobs.resumeAll': { scope: 'operate', input: nothing, output: z.object({ count: z.int().nonnegative() }) },
  /** Puts it before all others; whoever is put there last is first. */
  'jobs.next': { scope: 'operate', input: byJob, output: jobView },
  /** Runs a failed, cancelled, incomplete or skipped job again; segments already recognised are kept where the file is the same. */
  'jobs.retry': { scope: 'operate', input: byJob, output: jobView },
  /** Sends a waiting pinned job to the fleet. */
  'jobs.release': { scope: 'operate', input: byJob, output: jobView },
  'jobs.remove': { scope: 'operate', input: byJob, output: nothing },
  /** Removes all that ended at least so many days ago, with their transcripts; `dryRun` only counts them. */
  'jobs.removeEnded': {
    scope: 'operate',
    input: z.strictObject({ days: z.number().min(0).max(36_500), dryRun: z.boolean().default(false) }),
    output: z.object({ count: z.int().nonnegative() }),
  },

  ...transcriptCalls,

  'models.list': { scope: 'read', input: nothing, output: z.object({ models: z.array(modelView) }) },
  /** Adds a directory on the box: one model, or a folder holding asr/, vad/ and punc/. */
  'models.add': {
    scope: 'operate',
    input: z.strictObject({ dir: z.string().min(1) }),
    output: z.object({ models: z.array(modelView) }),
  },
  'models.remove': { scope: 'operate', input: z.strictObject({ id: z.string() }), output: nothing },
  /** Begins to bring a model from a hub into the data home, or answers how far that is; what came before is kept. */
  'models.fetch': {
    scope: 'operate',
    input: z.strictObject({ fullId: modelFullId, hub: modelHub.default('modelscope') }),
    output: modelFetch,
  },
  /** Ends a fetch; what has come stays, so that the next one goes on from there. */
  'models.cancelFetch': { scope: 'operate', input: z.strictObject({ id: z.string() }), output: modelFetch },

  /** The cards are looked at first, since they decide torch's build. */
  'engines.list': { scope: 'read', input: nothing, output: z.object({ engines: z.array(engineView) }) },
  /** Begins to install an engine, or answers how far that is; `dryRun` only asks the index what would come. */
  'engines.install': {
    scope: 'operate',
    input: byEngine.extend({ dryRun: z.boolean().default(false), torchIndex: torchIndex.default(null) }),
    output: engineInstall,
  },
  /** Ends an installation; whole files stay with pip, so that the next one is quick. */
  'engines.cancel': { scope: 'operate', input: byEngine, output: engineInstall },
  /** The last lines of the newest installation's log. */
  'engines.log': {
    scope: 'read',
    input: byEngine.extend({ limit: z.int().min(1).max(5000).default(500) }),
    output: z.object({ runId: z.string().nullable(), lines: z.array(logLine) }),
  },
  /** Whether somebody's own Python has what an engine needs; it is asked, nothing is imported. */
  'engines.inspect': {
    scope: 'operate',
    input: byEngine.extend({ pythonPath: z.string().min(1).max(4096) }),
    output: interpreterView,
  },

  ...keyCalls,
  ...webhookCalls,
  ...mediaCalls,

  'watches.list': { scope: 'read', input: nothing, output: z.object({ watches: z.array(watchView) }) },
  /** Watches a folder on the box, with all in it. */
  'watches.add': { scope: 'operate', input: z.strictObject(watchDraft.shape), output: watchView },
  'watches.edit': {
    scope: 'operate',
    input: z.strictObject({ id: watchId, patch: watchSpec.pick({ isOn: true, target: true }).partial() }),
    output: watchView,
  },
  /** Its files and their transcripts stay. */
  'watches.remove': { scope: 'operate', input: z.strictObject({ id: watchId }), output: nothing },

  'settings.get': { scope: 'read', input: nothing, output: settings },
  'settings.set': { scope: 'operate', input: settingsPatch, output: settings },
} as const satisfies Record<string, { scope: z.infer<typeof scope>; input: z.ZodType; output: z.ZodType }>;

/** What every call answers, over any wire. */
export const reply = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), failure }),
]);

export type Scope = z.infer<typeof scope>;
export type CallName = keyof typeof calls;
export type CallInput<N extends CallName> = z.input<(typeof calls)[N]['input']>;
export type CallParsed<N extends CallName> = z.output<(typeof calls)[N]['input']>;
export type CallOutput<N extends CallName> = z.output<(typeof calls)[N]['output']>;
export type Reply = z.infer<typeof reply>;

/** How the panel and the CLI reach the host, whatever the wire. */
export type Call = <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;

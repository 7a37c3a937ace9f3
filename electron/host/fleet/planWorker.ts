/** What a worker is given: the model's directories, the interpreter, threads; throws Failed for what is in the way. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { InstanceSpec } from '../../contract/instance.ts';
import type { ModelRole, ModelView } from '../../contract/model.ts';
import type { EngineName, LoadMessage, VadOptions } from '../../contract/workerMessages.ts';
import { Failed } from '../../core/failed.ts';
import { isOnSimulatedCard } from '../../core/gpu/simulatedBox.ts';
import { askTuning } from '../../core/supervise/tuning.ts';
import { type LaunchFacts, planLaunch } from '../../core/supervise/launch.ts';
import type { Simulation } from '../box/simulatedBox.ts';
import type { Models, SettingsFile } from '../ports.ts';
import type { WorkerPlan } from './supervisorPorts.ts';
import type { Tunings } from './tunings.ts';

export interface PlanFacts {
  readonly home: string;
  readonly models: Models;
  readonly settings: SettingsFile;
  readonly pythonOf: (engine: EngineName) => string | null;
  readonly pythonDir: string;
  readonly workerCommand?: readonly string[] | undefined;
  /** The box whose cards are made up. */
  readonly simulation?: Simulation | null | undefined;
  /** What was measured on this machine; left out: nothing is, nor will be. */
  readonly tunings?: Pick<Tunings, 'plan'>;
}

/** FunASR's own max_single_segment_time; the model's own silence, so that segments do not depend on the 60 s grid. */
const VAD: VadOptions = { maxEndSilenceMs: 800, maxSingleSegmentMs: 60_000 };

/** Throws model-not-found, model-invalid, engine-not-installed; gpu-not-found for a simulated card of another start. */
export function planRecogniser(facts: PlanFacts, spec: InstanceSpec, threads: number): WorkerPlan {
  const model = findUsable(facts.models, spec.modelId, 'asr');
  // Nothing computes on a simulated card: its workers are the CPU's, whatever engine was chosen for it.
  const engine = isOnSimulatedCard(spec.device) ? 'onnx' : spec.engine;
  const python = spec.pythonPath ?? findPythonOf(facts, engine);
  const known = planTuning(facts, spec, threads);
  const load: LoadMessage = {
    type: 'load',
    engine,
    role: 'recogniser',
    dirs: { asr: model.dir },
    device: spec.device.kind === 'cpu' ? 'cpu' : 'cuda:0',
    precision: spec.precision,
    threads,
    vramLimitMiB: spec.vramLimitMiB,
    cudaGraphs: spec.cudaGraphs ?? false,
    warmupClip: findClip(facts.models),
    vad: VAD,
    ...(known && { known }),
  };
  const env = { ...spec.env, ...planSimulation(facts, spec) };
  return planWorker(facts, { python, load, device: spec.device, env, name: spec.id });
}

function planTuning(
  { tunings, models }: PlanFacts,
  spec: InstanceSpec,
  threads: number,
): LoadMessage['known'] {
  const { modelKey, bytes } = findUsable(models, spec.modelId, 'asr');
  if (modelKey === null) return undefined;
  return tunings?.plan(spec, { weightsKey: modelKey, bytes }, askTuning(spec, threads));
}

/** Where a worker on a simulated card finds its box. */
function planSimulation({ simulation }: PlanFacts, { name, device }: InstanceSpec): Record<string, string> {
  if (!isOnSimulatedCard(device)) return {};
  if (simulation) return { PARADECK_SIMULATION: simulation.dir };
  const uuid = device.kind === 'cpu' ? '' : device.uuid;
  const message = `${name} sits on a simulated card, and this host does not simulate any.`;
  throw new Failed('gpu-not-found', message, { uuid });
}

/** The detector and the punctuation of the settings, else the demo's; on the embedded engine where both have a graph. */
export function planFront(facts: PlanFacts, name: string, threads: number): WorkerPlan {
  const { vadModelId, puncModelId } = facts.settings.get();
  const vad = findUsable(facts.models, vadModelId ?? demoOf(facts.models, 'vad'), 'vad');
  const punc = findUsable(facts.models, puncModelId ?? demoOf(facts.models, 'punc'), 'punc');
  const engine = [vad, punc].every(hasGraph) ? 'onnx' : 'funasr';
  const load: LoadMessage = {
    type: 'load',
    engine,
    role: 'front',
    dirs: { vad: vad.dir, punc: punc.dir },
    device: 'cpu',
    precision: 'auto',
    threads,
    vramLimitMiB: null,
    cudaGraphs: false,
    warmupClip: null,
    vad: VAD,
  };
  const python = findPythonOf(facts, engine);
  return planWorker(facts, { python, load, device: { kind: 'cpu' }, env: {}, name });
}

/** A usable model of the role; throws model-not-found or model-invalid. */
export function findUsable(models: Models, id: string, role: ModelRole): ModelView {
  const model = models.find(id);
  if (model === undefined) {
    throw new Failed('model-not-found', `There is no model ${id}; add its directory again.`, { id });
  }
  if (model.role !== role) {
    throw new Failed('model-invalid', `${model.name} is a model for ${model.role}, not for ${role}.`, { id });
  }
  if (model.isUsable) return model;
  const wrong = model.checks
    .filter((check) => !check.isGood)
    .map((check) => `${check.item}: ${check.message}`);
  const message = `${model.name} cannot be used. ${wrong.join('; ')}`;
  throw new Failed('model-invalid', message, { id, dir: model.dir });
}

function demoOf(models: Models, role: ModelRole): string {
  return findDemo(models, role)?.id ?? `demo-${role}`;
}

function findDemo(models: Models, role: ModelRole): ModelView | undefined {
  return models.list().find((model) => model.role === role && model.isDemo);
}

function hasGraph({ dir }: ModelView): boolean {
  return ['model.onnx', 'model_quant.onnx'].some((name) => existsSync(join(dir, name)));
}

/** Speech for the warm-up of directories that bring none: the demo's clip, which a real model understands as well. */
function findClip(models: Models): string | null {
  const clip = join(findDemo(models, 'asr')?.dir ?? '', 'warmup.wav');
  return existsSync(clip) ? clip : null;
}

function findPythonOf(facts: PlanFacts, engine: EngineName): string {
  const python = facts.pythonOf(engine);
  if (python !== null) return python;
  throw new Failed(
    'engine-not-installed',
    `The Python environment of the ${engine} engine is not there yet.`,
    {
      engine,
    },
  );
}

function planWorker(
  { home, pythonDir, workerCommand }: PlanFacts,
  worker: Pick<WorkerPlan, 'load' | 'device'> & {
    readonly python: string;
    readonly env: InstanceSpec['env'];
    readonly name: string;
  },
): WorkerPlan {
  const { load, device, name } = worker;
  const facts: LaunchFacts = {
    platform: process.platform,
    hostPid: process.pid,
    hostEnv: process.env,
    python: worker.python,
    pythonDir,
    device,
    threads: load.threads,
    env: worker.env,
    command: workerCommand ?? null,
    nonce: randomUUID(),
  };
  return { name, launch: planLaunch(facts), facts, load, device, cwd: join(home, 'instances', name) };
}

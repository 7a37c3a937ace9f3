/** What is asked of the fleet about cards: who sits on one, what a start would meet, what a worker gets. */
import type { Admission } from '../../contract/gpu.ts';
import type { InstanceSpec, LaunchView } from '../../contract/instance.ts';
import { findNeed, judgeAdmission } from '../../core/gpu/admission.ts';
import { isKnown } from '../../core/gpu/gpuCell.ts';
import type { CardWorker } from '../../core/gpu/ledger.ts';
import type { AdmissionAsk, Gpus, Models } from '../ports.ts';
import type { Instance } from './instance.ts';
import type { WorkerPlan } from './supervisor.ts';

export function listWorkersOn(instances: Iterable<Instance>, gpuUuid: string): CardWorker[] {
  return [...instances].flatMap(({ spec, supervisor: { state, plan } }) => {
    const device = plan?.device ?? spec.device;
    if (!state.isAlive || device.kind === 'cpu' || device.uuid !== gpuUuid) return [];
    return [{ instanceId: spec.id, pid: state.pid, reservedMiB: null }];
  });
}

const MIB = 1024 * 1024;

/** null on the CPU, and for a card that is not seen. */
export function judgeStart(
  ask: AdmissionAsk,
  { gpus, models }: { readonly gpus: Pick<Gpus, 'view'>; readonly models: Pick<Models, 'find'> },
): Admission | null {
  const { device, modelId, precision, batchSizeS } = ask;
  if (device.kind === 'cpu') return null;
  const card = gpus.view().cards.find(({ reading }) => reading.uuid === device.uuid);
  if (card === undefined) return null;
  const { name } = card.reading;
  const model = models.find(modelId);
  const key = {
    gpuName: isKnown(name) ? name : '',
    modelKey: model?.modelKey ?? modelId,
    precision,
    batchSizeS,
  };
  return judgeAdmission(card.ledger, findNeed(new Map(), key, (model?.bytes ?? 0) / MIB), 0);
}

/** Each variable with where it comes from. */
export function describeLaunch({ launch, cwd }: WorkerPlan, spec: InstanceSpec): LaunchView {
  const sourceOf = (name: string, value: string): LaunchView['env'][number]['source'] => {
    if (name.startsWith('CUDA_')) return 'pin';
    if (spec.env[name] === value) return 'spec';
    return process.env[name] === value ? 'inherited' : 'default';
  };
  const env = Object.entries(launch.env).map(([name, value]) => ({
    name,
    value,
    source: sourceOf(name, value),
  }));
  const withheld = Object.keys(process.env).filter((name) => !(name in launch.env));
  return { command: [launch.file, ...launch.args], cwd, env, withheld };
}

/** Specs of instances: defaults for what a draft leaves out, and what may not collide. */
import { restartFields } from '../../contract/instance.ts';
import type { InstanceDraft, InstancePatch, InstanceSpec } from '../../contract/instance.ts';
import { Failed } from '../failed.ts';

/** The first instance's own door. */
const FIRST_PORT = 6006;
const COLOURS = 8;
/** Padded seconds in one batch, FunASR's own default for batch_size_s. */
const BATCH_SIZE_S = 300;

/** A whole spec of a draft; throws instance-name-taken or instance-port-taken. */
export function draftSpec(
  draft: InstanceDraft,
  born: { readonly id: string; readonly modelId: string },
  others: readonly InstanceSpec[],
): InstanceSpec {
  const defaults: Omit<InstanceSpec, 'name'> = {
    id: born.id,
    colour: nextColour(others),
    device: { kind: 'cpu' },
    engine: 'onnx',
    modelId: born.modelId,
    pythonPath: null,
    env: {},
    batchSizeS: BATCH_SIZE_S,
    precision: 'auto',
    threads: null,
    vramLimitMiB: null,
    port: nextPort(others),
    autoStart: true,
    restart: 'always',
  };
  return refuseCollision({ ...defaults, ...withoutGaps(draft), name: draft.name }, others);
}

/** Throws instance-name-taken or instance-port-taken. */
export function patchSpec(
  spec: InstanceSpec,
  patch: InstancePatch,
  others: readonly InstanceSpec[],
): InstanceSpec {
  return refuseCollision({ ...spec, ...withoutGaps(patch) }, others);
}

/** The same again beside it: a free name, port and colour. */
export function duplicateSpec(spec: InstanceSpec, id: string, others: readonly InstanceSpec[]): InstanceSpec {
  return {
    ...spec,
    id,
    name: nextName(spec.name, others),
    port: nextPort(others),
    colour: nextColour(others),
  };
}

/** What a running worker would have to start again for. */
export function needsRestart(running: InstanceSpec, spec: InstanceSpec): boolean {
  return renderWorkerPart(running) !== renderWorkerPart(spec);
}

function renderWorkerPart(spec: InstanceSpec): string {
  return JSON.stringify(restartFields.map((field) => spec[field]));
}

function refuseCollision(spec: InstanceSpec, others: readonly InstanceSpec[]): InstanceSpec {
  for (const other of others) {
    if (other.id === spec.id) continue;
    if (other.name === spec.name) {
      throw new Failed('instance-name-taken', `Another instance is named ${spec.name}.`, { name: spec.name });
    }
    if (other.port === spec.port) {
      const message = `Port ${spec.port} belongs to ${other.name}.`;
      throw new Failed('instance-port-taken', message, { port: spec.port, name: other.name });
    }
  }
  return spec;
}

/** `Paraformer 2` → `Paraformer 3`, or the first number nobody has. */
function nextName(name: string, others: readonly InstanceSpec[]): string {
  const stem = name.replace(/ \d+$/, '').slice(0, 60);
  const taken = new Set(others.map((other) => other.name));
  let number = 2;
  while (taken.has(`${stem} ${number}`)) number += 1;
  return `${stem} ${number}`;
}

function nextPort(others: readonly InstanceSpec[]): number {
  const taken = new Set(others.map((other) => other.port));
  let port = FIRST_PORT;
  while (taken.has(port)) port += 1;
  return port;
}

/** The colour fewest instances have, the first of them. */
function nextColour(others: readonly InstanceSpec[]): number {
  const uses = Array.from({ length: COLOURS }, () => 0);
  for (const { colour } of others) uses[colour] = (uses[colour] ?? 0) + 1;
  return uses.indexOf(Math.min(...uses));
}

/** Fields that are there but undefined count as left out. */
function withoutGaps<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const present = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(present) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

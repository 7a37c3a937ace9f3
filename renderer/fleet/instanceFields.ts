import {
  instanceDraft,
  restartFields,
  type InstanceDraft,
  type InstancePatch,
  type InstanceSpec,
} from '../../electron/contract/instance.ts';
import type { ModelView } from '../../electron/contract/model.ts';
import { parseDevice, renderDevice } from './deviceField.ts';

/** What stands in the form, as text where it is typed. */
export interface InstanceFields {
  readonly name: string;
  readonly colour: number;
  /** As deviceField writes it. */
  readonly device: string;
  readonly engine: InstanceSpec['engine'];
  readonly modelId: string;
  readonly precision: InstanceSpec['precision'];
  readonly batchSizeS: string;
  readonly threads: string;
  /** '': no limit. */
  readonly vramLimitMiB: string;
  readonly cudaGraphs: boolean;
  readonly port: string;
  readonly autoStart: boolean;
  readonly restart: InstanceSpec['restart'];
  readonly env: string;
  /** Interpreter of an environment of the user's; '': the app's. */
  readonly pythonPath: string;
}

const numberFields = ['batchSizeS', 'threads', 'vramLimitMiB', 'port'] as const;
type NumberField = (typeof numberFields)[number];

/** What is wrong with a field, in a key of the dictionary and what belongs into it. */
export type FieldError =
  | { readonly kind: 'nameMissing' | 'nameLong' | 'nameTaken' | 'model' | NumberField }
  | { readonly kind: 'portTaken'; readonly name: string }
  | { readonly kind: 'env'; readonly line: number };

export type FieldErrors = Partial<Record<keyof InstanceFields, FieldError>>;

/** Order in which colours are given to new instances: the ones easiest to tell apart first. */
const colourOrder = [5, 1, 3, 7, 2, 6, 4, 0];
const firstPort = 6006;

/** A form for a new instance, filled with values that work. */
export function planFields(specs: readonly InstanceSpec[], models: readonly ModelView[]): InstanceFields {
  const free = colourOrder.find((colour) => !specs.some((spec) => spec.colour === colour));
  let number = specs.length + 1;
  while (specs.some((spec) => spec.name === `Paraformer ${number}`)) number++;
  let port = firstPort;
  while (specs.some((spec) => spec.port === port)) port++;
  return {
    name: `Paraformer ${number}`,
    colour: free ?? colourOrder[specs.length % colourOrder.length] ?? 0,
    device: 'cpu',
    engine: 'onnx',
    modelId: models.find((model) => model.role === 'asr' && model.isUsable)?.id ?? '',
    precision: 'auto',
    batchSizeS: '300',
    threads: '',
    vramLimitMiB: '',
    cudaGraphs: false,
    port: String(port),
    autoStart: true,
    restart: 'always',
    env: '',
    pythonPath: '',
  };
}

/** A form for an instance there is. */
export function fillFields(spec: InstanceSpec): InstanceFields {
  return {
    ...spec,
    device: renderDevice(spec.device),
    batchSizeS: String(spec.batchSizeS),
    threads: renderNumber(spec.threads),
    vramLimitMiB: renderNumber(spec.vramLimitMiB),
    cudaGraphs: spec.cudaGraphs ?? false,
    port: String(spec.port),
    pythonPath: spec.pythonPath ?? '',
    env: Object.entries(spec.env)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
  };
}

export type ParsedFields =
  | { readonly isGood: true; readonly draft: InstanceDraft }
  | { readonly isGood: false; readonly errors: FieldErrors };

/** Reads the form as a draft; `others` are the specs of the other instances. */
export function parseFields(fields: InstanceFields, others: readonly InstanceSpec[]): ParsedFields {
  const env = parseEnv(fields.env);
  const draft = instanceDraft.safeParse({
    name: fields.name,
    colour: fields.colour,
    device: parseDevice(fields.device),
    engine: fields.engine,
    modelId: fields.modelId,
    precision: fields.precision,
    batchSizeS: parseNumber(fields.batchSizeS),
    threads: parseOptional(fields.threads),
    vramLimitMiB: parseOptional(fields.vramLimitMiB),
    cudaGraphs: fields.cudaGraphs,
    port: parseNumber(fields.port),
    autoStart: fields.autoStart,
    restart: fields.restart,
    env: env.isGood ? env.variables : {},
    pythonPath: fields.pythonPath.trim() || null,
  });
  const errors: FieldErrors = {
    ...(draft.success ? {} : foldIssues(draft.error.issues)),
    ...findClash(fields, others),
    ...(env.isGood ? {} : { env: { kind: 'env', line: env.line } }),
  };
  if (!draft.success || Object.keys(errors).length > 0) return { isGood: false, errors };
  return { isGood: true, draft: draft.data };
}

/** Only what differs from the spec, so that nothing needs a restart for nothing. */
export function planPatch(draft: InstanceDraft, spec: InstanceSpec): InstancePatch {
  const before: Record<string, unknown> = { cudaGraphs: false, ...spec };
  return Object.fromEntries(
    Object.entries(draft).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(before[key])),
  );
}

/** Whether a running worker would have to start again for it. */
export function planNeedsRestart(patch: InstancePatch): boolean {
  return restartFields.some((field) => field in patch);
}

function findClash(fields: InstanceFields, others: readonly InstanceSpec[]): FieldErrors {
  const sameName = others.some((spec) => spec.name === fields.name.trim());
  const samePort = others.find((spec) => spec.port === parseNumber(fields.port));
  return {
    ...(sameName && { name: { kind: 'nameTaken' as const } }),
    ...(samePort && { port: { kind: 'portTaken' as const, name: samePort.name } }),
  };
}

function foldIssues(issues: readonly { path: readonly PropertyKey[]; code: string }[]): FieldErrors {
  const errors: { -readonly [K in keyof FieldErrors]: FieldErrors[K] } = {};
  for (const { path, code } of issues) {
    const field = path[0];
    if (field === 'name') errors.name = { kind: code === 'too_big' ? 'nameLong' : 'nameMissing' };
    else if (field === 'modelId') errors.modelId = { kind: 'model' };
    const number = numberFields.find((one) => one === field);
    if (number !== undefined) errors[number] = { kind: number };
  }
  return errors;
}

function renderNumber(value: number | null): string {
  return value === null ? '' : String(value);
}

function parseOptional(text: string): number | null {
  return text.trim() === '' ? null : parseNumber(text);
}

function parseNumber(text: string): number {
  return /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : Number.NaN;
}

type ParsedEnv =
  | { readonly isGood: true; readonly variables: Record<string, string> }
  | { readonly isGood: false; readonly line: number };

/** One NAME=value a line; empty lines are nothing. Lines count from 1. */
export function parseEnv(text: string): ParsedEnv {
  const variables: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const match = /^\s*([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(line);
    if (!match?.[1]) return { isGood: false, line: index + 1 };
    variables[match[1]] = match[2] ?? '';
  }
  return { isGood: true, variables };
}

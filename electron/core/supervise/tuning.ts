/** What was measured of a model on this machine: what its next worker is told, and what a start taught. */
import { z } from 'zod';
import type { InstanceSpec } from '../../contract/instance.ts';
import type { KnownTuning, Tuning } from '../../contract/tuning.ts';
import { knownTuning, tuning } from '../../contract/tuning.ts';
import type { PrecisionUsed } from '../../contract/workerMessages.ts';

const measured = z.strictObject({ tuning, gain: z.number().positive(), at: z.number() });

/** Of one model on one machine. `precision` is what `auto` is there, for every instance and from then on. */
export const modelTunings = knownTuning
  .pick({ precision: true, warmupText: true })
  .extend({ measured: z.record(z.string(), measured) });

export type Measured = z.infer<typeof measured>;
export type ModelTunings = z.infer<typeof modelTunings>;

/** What a worker may have, and what of it the user chose. */
export interface TuningAsk {
  readonly precision: InstanceSpec['precision'];
  readonly threads: number;
  readonly threadsAreAsked: boolean;
}

export interface TuningStart {
  readonly precision: PrecisionUsed;
  readonly warmupText: string;
  readonly tuned?: { readonly tuning: Tuning; readonly gain: number | null } | null | undefined;
}

export const nothingMeasured: ModelTunings = { precision: null, warmupText: null, measured: {} };

/** Weights below this, all precisions together, are not measured unasked: such a net takes less time than its features. */
const smallBytes = 32 * 1024 * 1024;

/** Only the onnx engine on the CPU has something to choose, and only with weights that take their time. */
export function isWorthMeasuring(
  { engine, device }: Pick<InstanceSpec, 'engine' | 'device'>,
  bytes: number,
): boolean {
  return engine === 'onnx' && device.kind === 'cpu' && bytes >= smallBytes;
}

export function planKnown(known: ModelTunings, ask: TuningAsk): KnownTuning {
  const { warmupText, precision } = known;
  return {
    precision,
    warmupText,
    tuning: findMeasured(known, ask)?.tuning ?? null,
    threadsAreAsked: ask.threadsAreAsked,
  };
}

/** As a start with this spec and so many threads asks. */
export function askTuning(
  { precision, threads: asked }: Pick<InstanceSpec, 'precision' | 'threads'>,
  threads: number,
): TuningAsk {
  return { precision, threads, threadsAreAsked: asked !== null };
}

/** null: it is to be measured. Where `auto` is not decided, nothing is known of it. */
export function findMeasured(known: ModelTunings, ask: TuningAsk): Measured | null {
  const precision = ask.precision === 'auto' ? known.precision : ask.precision;
  return precision === null ? null : (known.measured[nameSeat(precision, ask)] ?? null);
}

/**
 * After a start. The first that comes decides what `auto` is; another that reads the clip otherwise than then decides anew.
 * A race that ran out of time teaches nothing of threads.
 */
export function foldStart(
  known: ModelTunings,
  ask: TuningAsk,
  { precision, warmupText, tuned, now }: TuningStart & { readonly now: number },
): ModelTunings {
  const isDecided = known.precision === precision && known.warmupText === warmupText;
  const decides = ask.precision === 'auto' && !isDecided && (precision === 'fp32' || precision === 'int8');
  const after = decides ? { ...known, precision, warmupText } : known;
  if (!tuned || tuned.gain === null) return after;
  const { tuning: found, gain } = tuned;
  return {
    ...after,
    measured: { ...after.measured, [nameSeat(precision, ask)]: { tuning: found, gain, at: now } },
  };
}

/** All is measured again but the precision: jobs are bound to it. */
export function forgetMeasured(known: ModelTunings): ModelTunings {
  return { ...known, measured: {} };
}

function nameSeat(precision: PrecisionUsed, { threads, threadsAreAsked }: TuningAsk): string {
  return `${precision} ${threads}${threadsAreAsked ? ' asked' : ''}`;
}

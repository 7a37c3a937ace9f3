/** How the onnx engine computes fastest on this machine, model by model: tunings.json in the data home. */
import { cpus } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { KnownTuning } from '../../contract/tuning.ts';
import {
  type Measured,
  type ModelTunings,
  type TuningAsk,
  type TuningStart,
  findMeasured,
  foldStart,
  forgetMeasured,
  isWorthMeasuring,
  modelTunings,
  nothingMeasured,
  planKnown,
} from '../../core/supervise/tuning.ts';
import { openJsonFile } from '../home/jsonFile.ts';
import type { Clock, Log } from '../ports.ts';
import { TuningTurn } from './tuningTurn.ts';

/** By machine and model: a home that moves to another machine is measured there. */
const tuningsFile = z.strictObject({ tunings: z.record(z.string(), modelTunings) });

export interface TuningsPorts {
  readonly home: string;
  readonly log: Log;
  readonly clock: Clock;
  readonly cores: number;
}

/** The model by its weights, and whether its size makes measuring worth while. */
export interface TunedModel {
  readonly weightsKey: string;
  readonly bytes: number;
}

export interface Tunings {
  /** Whose start measures now. */
  readonly turn: TuningTurn;
  /** What a worker is told; undefined: nothing is to be measured. */
  plan(
    spec: Parameters<typeof isWorthMeasuring>[0],
    model: TunedModel,
    ask: TuningAsk,
  ): KnownTuning | undefined;
  find(weightsKey: string, ask: TuningAsk): Measured | null;
  learn(weightsKey: string, ask: TuningAsk, start: TuningStart): void;
  /** Settles once the next start is to measure again, whatever the model's size. */
  forget(weightsKey: string): Promise<void>;
  /** Settles once everything learned is on the disk. */
  close(): Promise<void>;
}

export interface Tuned {
  readonly tunings: Tunings;
}

export async function openTunings({ home, log, clock, cores }: TuningsPorts): Promise<Tunings> {
  const path = join(home, 'tunings.json');
  const file = await openJsonFile({ path, schema: tuningsFile, fallback: { tunings: {} } });
  if (file.problem !== null) log.warn(file.problem, { path });
  const known = new Map<string, ModelTunings>(Object.entries(file.get().tunings));
  const machine = `${cpus()[0]?.model.trim() ?? ''} × ${cores}`;
  let writing: Promise<void> = Promise.resolve();

  const nameModel = (weightsKey: string): string => `${machine} ${weightsKey}`;
  const find = (weightsKey: string): ModelTunings | undefined => known.get(nameModel(weightsKey));
  function keep(weightsKey: string, tunings: ModelTunings): Promise<void> {
    if (tunings === find(weightsKey)) return writing;
    known.set(nameModel(weightsKey), tunings);
    writing = file.set({ tunings: Object.fromEntries(known) }).catch((thrown: unknown) => {
      log.warn('What was measured of a model could not be written down', { thrown: String(thrown) });
    });
    return writing;
  }
  return {
    turn: new TuningTurn(),
    plan(spec, { weightsKey, bytes }, ask) {
      const model = find(weightsKey);
      // One that was measured because the user asked is known, however small it is.
      if (model === undefined && !isWorthMeasuring(spec, bytes)) return undefined;
      const isOnnx = isWorthMeasuring(spec, Infinity);
      return isOnnx ? planKnown(model ?? nothingMeasured, ask) : undefined;
    },
    find: (weightsKey, ask) => findMeasured(find(weightsKey) ?? nothingMeasured, ask),
    learn(weightsKey, ask, start) {
      const model = find(weightsKey) ?? nothingMeasured;
      void keep(weightsKey, foldStart(model, ask, { ...start, now: clock.now() }));
    },
    forget: (weightsKey) => keep(weightsKey, forgetMeasured(find(weightsKey) ?? nothingMeasured)),
    close: () => writing,
  };
}

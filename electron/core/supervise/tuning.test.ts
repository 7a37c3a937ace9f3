import { expect, test } from 'vitest';
import type { ModelTunings, TuningAsk, TuningStart } from './tuning.ts';
import {
  askTuning,
  findMeasured,
  foldStart,
  forgetMeasured,
  isWorthMeasuring,
  nothingMeasured,
  planKnown,
} from './tuning.ts';

const auto: TuningAsk = { precision: 'auto', threads: 4, threadsAreAsked: false };
const lanes = { threads: 4, lanes: 2, batch: 'single' } as const;
const ready: TuningStart = {
  precision: 'int8',
  warmupText: '今天',
  tuned: { tuning: lanes, gain: 1.3 },
};
const learn = (known: ModelTunings, ask: TuningAsk, start: TuningStart) =>
  foldStart(known, ask, { ...start, now: 7 });
const known = learn(nothingMeasured, auto, ready);

test('a first start measures everything, the next takes what it found', () => {
  expect(planKnown(nothingMeasured, auto)).toEqual({
    ...{ precision: null, warmupText: null, tuning: null, threadsAreAsked: false },
  });
  expect(planKnown(known, auto)).toEqual({
    ...{ precision: 'int8', warmupText: '今天', tuning: lanes, threadsAreAsked: false },
  });
  expect(findMeasured(known, auto)).toEqual({ tuning: lanes, gain: 1.3, at: 7 });
});

test('other budgets and precisions are measured by themselves, with auto’s precision kept', () => {
  const others: TuningAsk[] = [
    { ...auto, threads: 2 },
    { ...auto, threadsAreAsked: true },
    { ...auto, precision: 'fp32' },
  ];
  for (const ask of others) expect(planKnown(known, ask)).toMatchObject({ precision: 'int8', tuning: null });
  expect(planKnown(known, { ...auto, precision: 'int8' }).tuning).toEqual(lanes);
});

test('auto stays what it became, whatever an explicit precision finds', () => {
  const after = learn(known, { ...auto, precision: 'fp32' }, { ...ready, precision: 'fp32' });
  expect(planKnown(after, auto)).toMatchObject({ precision: 'int8', warmupText: '今天' });
});

test('a clip that reads otherwise than when auto was chosen chooses anew', () => {
  const after = learn(known, auto, { ...ready, precision: 'fp32', warmupText: '今' });
  expect(planKnown(after, auto)).toMatchObject({ precision: 'fp32', warmupText: '今' });
});

test('a race that ran out of time settles the precision and nothing else', () => {
  const after = learn(nothingMeasured, auto, { ...ready, tuned: { tuning: lanes, gain: null } });
  expect(planKnown(after, auto)).toMatchObject({ precision: 'int8', tuning: null });
});

test('measuring again leaves the precision, which jobs are bound to', () => {
  expect(planKnown(forgetMeasured(known), auto)).toMatchObject({ precision: 'int8', tuning: null });
});

test('only large models on the onnx engine’s CPU are measured unasked', () => {
  const large = 200 * 2 ** 20;
  expect(isWorthMeasuring({ engine: 'onnx', device: { kind: 'cpu' } }, large)).toBe(true);
  expect(isWorthMeasuring({ engine: 'onnx', device: { kind: 'cpu' } }, 5 * 2 ** 20)).toBe(false);
  expect(isWorthMeasuring({ engine: 'funasr', device: { kind: 'cpu' } }, large)).toBe(false);
  expect(isWorthMeasuring({ engine: 'onnx', device: { kind: 'gpu', uuid: 'GPU-1' } }, large)).toBe(false);
});

test('threads the spec names are asked for', () => {
  expect(askTuning({ precision: 'auto', threads: 3 }, 3).threadsAreAsked).toBe(true);
  expect(askTuning({ precision: 'auto', threads: null }, 3).threadsAreAsked).toBe(false);
});

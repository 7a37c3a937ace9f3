import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { sliceSamples } from './slices.ts';
import { makeSample } from '../state/usageSample.ts';

function every(stepMs: number, fromMs: number, toMs: number): UsageSample[] {
  return Array.from({ length: Math.floor((toMs - fromMs) / stepMs) + 1 }, (_, index) =>
    makeSample(fromMs + index * stepMs),
  );
}

const hourMs = 3_600_000;
const holesOf = (samples: UsageSample[]) =>
  sliceSamples(samples, { fromMs: 0, toMs: 24 * hourMs, sliceMs: 12 * 60_000 }).filter(
    (slice) => slice.samples.length === 0,
  ).length;

describe('slices of time', () => {
  it('thin an hour at 1 Hz to what can be seen, and lose no sample', () => {
    const slices = sliceSamples(every(1_000, 0, hourMs), { fromMs: 0, toMs: hourMs, sliceMs: 30_000 });
    expect(slices.length).toBeLessThanOrEqual(121);
    expect(slices.reduce((sum, { samples }) => sum + samples.length, 0)).toBe(3_601);
  });

  it('hold every sample of the span once, in order, and nothing else', () => {
    const ask = fc.record({
      ats: fc.uniqueArray(fc.integer({ min: 0, max: 500_000 }), { maxLength: 300 }),
      fromMs: fc.integer({ min: 0, max: 250_000 }),
      lengthMs: fc.integer({ min: 1, max: 250_000 }),
      sliceMs: fc.integer({ min: 1, max: 250_000 }),
    });
    fc.assert(
      fc.property(ask, ({ ats, fromMs, lengthMs, sliceMs }) => {
        const sorted = ats.toSorted((a, b) => a - b);
        const toMs = fromMs + lengthMs;
        const slices = sliceSamples(sorted.map(makeSample), { fromMs, toMs, sliceMs });
        const kept = slices.flatMap(({ samples }) => samples.map(({ at }) => at));
        expect(kept).toEqual(sorted.filter((at) => at >= fromMs && at <= toMs));
        const most = lengthMs / sliceMs + 2;
        expect(slices.filter(({ samples }) => samples.length > 0).length).toBeLessThanOrEqual(most);
        const places = slices.map(({ at }) => at);
        expect(places).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  it('break where nobody measured', () => {
    expect(holesOf([...every(2_000, 0, hourMs), ...every(2_000, 9 * hourMs, 10 * hourMs)])).toBe(1);
  });

  it('do not break where samples only lie further apart', () => {
    expect(holesOf([...every(60_000, 0, hourMs), ...every(2_000, hourMs + 60_000, hourMs + 600_000)])).toBe(
      0,
    );
    const hidden = every(10_000, 0, 60_000);
    expect(sliceSamples(hidden, { fromMs: 0, toMs: 60_000, sliceMs: 500 })).toHaveLength(hidden.length);
  });
});

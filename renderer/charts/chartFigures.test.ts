import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planAxisTop, planTicks, planTop, renderTick, renderValue } from './chartFigures.ts';

it('values carry their unit, and an axis no needless decimals', () => {
  expect(renderValue(6.125, 'GiB')).toBe('6.13 GiB');
  expect(renderValue(301.5, 'W')).toBe('302 W');
  expect([0, 0.5, 8, 80].map((value) => renderTick(value, 'GiB'))).toEqual([
    '0 GiB',
    '0.50 GiB',
    '8 GiB',
    '80 GiB',
  ]);
});

it('an axis ends at a round number above what is shown', () => {
  expect([0, 6.4, 71, 311].map(planTop)).toEqual([0.2, 8, 80, 400]);
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (highest) => {
      expect(planTop(highest)).toBeGreaterThan(highest);
      expect(planTop(highest)).toBeLessThan(Math.max(0.4, highest * 2.1));
    }),
  );
});

it('a chart with a limit ends at it, and above it only where more is shown', () => {
  const series = [
    { key: 'a', name: '', kind: 'area' as const, colour: '' },
    { key: 'b', name: '', kind: 'area' as const, colour: '' },
  ];
  const topOf = (limit: number | null, ...values: (number | null)[]) =>
    planAxisTop({ unit: 'GiB', limit, series, points: [{ at: 0, values }] });
  expect(topOf(23.5, 6, null)).toBe(24);
  expect(topOf(24, 20, 5.5)).toBe(26);
  expect(topOf(null, 4, 2.4)).toBe(planTop(6.4));
});

it('an axis is written at even, round parts of it', () => {
  expect(planTicks(24)).toEqual([0, 8, 16, 24]);
  expect(planTicks(400)).toEqual([0, 100, 200, 300, 400]);
  expect(planTicks(1)).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(planTicks(48)).toEqual([0, 16, 32, 48]);
  expect(planTicks(47)).toEqual([0, 20, 40]);
  fc.assert(
    fc.property(fc.double({ min: 0.01, max: 1e6, noNaN: true }), (highest) => {
      expect(planTicks(planTop(highest)).at(-1)).toBe(planTop(highest));
    }),
  );
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planTop, renderTick, renderValue } from './chartFigures.ts';

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

import { expect, it } from 'vitest';
import { createRandom } from '../../electron/core/seededRandom.ts';
import { fitSlope } from './slope.ts';

it('finds the slope under the noise, and how sure it is', () => {
  const random = createRandom(7);
  const points = Array.from({ length: 400 }, (_, index) => {
    const h = index / 100;
    return { h, value: 200 + 3 * h + 8 * (random() - 0.5) };
  });
  const { perH, errorPerH } = fitSlope(points);
  expect(Math.abs(perH - 3)).toBeLessThan(3 * errorPerH);
  expect(errorPerH).toBeLessThan(0.2);
});

it('is sure of what keeps still, and knows nothing of two points', () => {
  const still = [1, 2, 3].map((h) => ({ h, value: 57 }));
  expect(fitSlope(still)).toEqual({ perH: 0, errorPerH: 0 });
  expect(fitSlope(still.slice(0, 2)).perH).toBeNaN();
});

import { expect, it } from 'vitest';
import { foldSpeed, predictMs } from './speed.ts';

it('learns seconds of sound per second of computing', () => {
  expect(foldSpeed(null, 60, 500)).toBe(120);
  let speedX: number | null = null;
  for (let batch = 0; batch < 50; batch += 1) speedX = foldSpeed(speedX, 30, batch < 25 ? 1_000 : 3_000);
  expect(speedX).toBeCloseTo(10, 0);
  expect(predictMs(100, 300)).toBe(3_000);
});

it('learns nothing from nothing', () => {
  expect(foldSpeed(null, 0, 5)).toBeNull();
  expect(foldSpeed(7, 10, 0)).toBe(7);
});

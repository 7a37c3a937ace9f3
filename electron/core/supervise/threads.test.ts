import { expect, it } from 'vitest';
import { planThreads } from './threads.ts';

it.each([
  [2, 3, 1],
  [16, 3, 5],
  [8, 0, 8],
  [1, 9, 1],
])('%i cores over %i workers: %i each', (cores, workers, threads) => {
  expect(planThreads(cores, workers)).toBe(threads);
});

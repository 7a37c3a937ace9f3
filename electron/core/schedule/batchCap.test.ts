import { expect, test } from 'vitest';
import { firstCap, stepGoodBatch, stepOutOfMemory } from './batchCap.ts';
import type { BatchCap } from './batchCap.ts';

/** As many batches of ten equal segments. */
function work(cap: BatchCap, times: number, batch: { paddedS: number; computeMs: number }): BatchCap {
  const lengthsS = Array.from({ length: 10 }, () => batch.paddedS / 10);
  let worked = cap;
  for (let at = 0; at < times; at += 1) {
    worked = stepGoodBatch(worked, { lengthsS, computeMs: batch.computeMs }, 300);
  }
  return worked;
}

test('speed is learned, and the cap is halved when memory runs out and comes back slowly', () => {
  let cap = work(firstCap(300), 40, { paddedS: 300, computeMs: 1_000 });
  expect(cap.speedX).toBeCloseTo(300, 0);
  expect([cap.paddedS, cap.ranOutAt]).toEqual([300, null]);
  cap = stepOutOfMemory(cap, 280, 5_000);
  expect([cap.paddedS, cap.ranOutAt]).toEqual([140, 5_000]);
  cap = work(cap, 49, { paddedS: 140, computeMs: 500 });
  expect(cap.paddedS).toBe(140);
  cap = work(cap, 1, { paddedS: 140, computeMs: 500 });
  expect([cap.paddedS, cap.ranOutAt]).toEqual([210, 5_000]);
  cap = work(cap, 200, { paddedS: 140, computeMs: 500 });
  expect([cap.paddedS, cap.ranOutAt]).toEqual([300, null]);
});

test('a cap never becomes nothing', () => {
  let cap = firstCap(300);
  for (let at = 0; at < 1_000; at += 1) cap = stepOutOfMemory(cap, cap.paddedS, at);
  expect(cap.paddedS).toBe(1);
});

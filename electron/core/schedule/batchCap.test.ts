import { expect, test } from 'vitest';
import { firstCap, stepGoodBatch, stepOutOfMemory } from './batchCap.ts';

test('speed is learned, and the cap is halved when memory runs out and comes back slowly', () => {
  let cap = firstCap(300);
  for (let at = 0; at < 40; at += 1) cap = stepGoodBatch(cap, { paddedS: 300, computeMs: 1_000 }, 300);
  expect(cap.speedX).toBeCloseTo(300, 0);
  expect(cap.paddedS).toBe(300);
  cap = stepOutOfMemory(cap, 280);
  expect(cap.paddedS).toBe(140);
  for (let at = 0; at < 49; at += 1) cap = stepGoodBatch(cap, { paddedS: 140, computeMs: 500 }, 300);
  expect(cap.paddedS).toBe(140);
  cap = stepGoodBatch(cap, { paddedS: 140, computeMs: 500 }, 300);
  expect(cap.paddedS).toBe(210);
  for (let at = 0; at < 200; at += 1) cap = stepGoodBatch(cap, { paddedS: 140, computeMs: 500 }, 300);
  expect(cap.paddedS).toBe(300);
});

test('a cap never becomes nothing', () => {
  let cap = firstCap(300);
  for (let at = 0; at < 1_000; at += 1) cap = stepOutOfMemory(cap, cap.paddedS);
  expect(cap.paddedS).toBe(1);
});

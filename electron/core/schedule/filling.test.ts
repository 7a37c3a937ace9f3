import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldFilling, viewFilling } from './filling.ts';
import type { Filling } from './filling.ts';

const limits = { paddedS: 300, speedX: 1_000 };

test('fill and padding of one batch', () => {
  const { fill, padding } = viewFilling(foldFilling(null, [10, 5, 5, 10], limits));
  // 30 of them fit in 300 s, and pay.
  expect(fill).toBeCloseTo(4 / 30);
  expect(padding).toBeCloseTo(0.25);
});

test('on a slow device a batch is full once it computes long enough', () => {
  const slow = { paddedS: 300, speedX: 50 };
  expect(viewFilling(foldFilling(null, [5, 5, 5, 5], slow)).fill).toBe(1);
  // A job's own segments may be more than it pays to fill up to.
  expect(
    viewFilling(
      foldFilling(
        null,
        Array.from({ length: 10 }, () => 5),
        slow,
      ),
    ).fill,
  ).toBe(1);
});

test('later batches outweigh earlier ones, and shares stay shares', () => {
  let filling = foldFilling(null, [10, 1], limits);
  for (let at = 0; at < 60; at += 1)
    filling = foldFilling(
      filling,
      Array.from({ length: 30 }, () => 10),
      limits,
    );
  expect(viewFilling(filling).fill).toBeGreaterThan(0.99);
  const lengths = fc.array(fc.double({ min: 0.1, max: 60, noNaN: true }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(fc.array(lengths, { minLength: 1, maxLength: 10 }), (batches) => {
      let folded: Filling | null = null;
      for (const batch of batches) folded = foldFilling(folded, batch, limits);
      const { fill, padding } = viewFilling(folded as Filling);
      expect(fill > 0 && fill <= 1 && padding >= -1e-9 && padding < 1).toBe(true);
    }),
  );
});

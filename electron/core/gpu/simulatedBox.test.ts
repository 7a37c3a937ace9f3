import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isOnSimulatedCard, parseSimulatedBox, planSimulatedCards } from './simulatedBox.ts';

test('reads one to eight cards and their size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 400 }), (count, sizeGiB) => {
      const isGood = count >= 1 && count <= 8 && sizeGiB >= 4 && sizeGiB <= 288;
      expect(parseSimulatedBox(`${count}x${sizeGiB}GiB`)).toEqual(isGood ? { count, sizeGiB } : null);
    }),
  );
});

test.each(['', '2', '2x', 'x24GiB', '2x24', '2x24GB', '2*24GiB', '-2x24GiB', '2x24GiB,1x8GiB', '2x24.5GiB'])(
  'does not read %j',
  (text) => {
    expect(parseSimulatedBox(text)).toBeNull();
  },
);

test('cards have names and UUIDs that say what they are and stay', () => {
  const [first, second, ...rest] = planSimulatedCards({ count: 2, sizeGiB: 24 });
  expect(first).toEqual({
    index: 0,
    uuid: 'GPU-SIMULATED-0000-0000-0000-000000000000',
    name: 'SIMULATED RTX 4090',
    totalMiB: 24_576,
  });
  expect(rest).toEqual([]);
  expect(planSimulatedCards({ count: 8, sizeGiB: 80 })[1]?.uuid).toBe(second?.uuid);
  expect(isOnSimulatedCard({ kind: 'gpu', uuid: first?.uuid ?? '' })).toBe(true);
});

test('a real card and the CPU are not simulated', () => {
  expect(isOnSimulatedCard({ kind: 'gpu', uuid: 'GPU-0f3ae96f-fe93-f5c8-4295-bf657e5a25da' })).toBe(false);
  expect(isOnSimulatedCard({ kind: 'cpu' })).toBe(false);
});

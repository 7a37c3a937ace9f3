import { expect, test } from 'vitest';
import { opensAtS } from './line.ts';

const head = { headBeganS: 100, headPaddedS: 15 };

test('an empty instance takes a batch at once, one with two aboard none before one comes back', () => {
  expect(opensAtS({ ...head, length: 0 }, 10)).toBe(-Infinity);
  expect(opensAtS({ ...head, length: 2 }, 10)).toBe(Infinity);
});

test('the next batch is sent a little before the one being computed is expected back', () => {
  const atS = opensAtS({ ...head, length: 1 }, 10);
  expect(atS).toBeGreaterThan(101);
  expect(atS).toBeLessThan(101.5);
});

test('beside a batch that is back in no time the next one waits already', () => {
  expect(opensAtS({ ...head, length: 1 }, 1_000)).toBeLessThan(100);
});

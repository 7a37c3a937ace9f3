import { expect, test, vi } from 'vitest';
import { keepSpeed, speeds, recallSpeed, stepSpeed } from './speeds.ts';

test('steps go to the next speed, and stay at the ends', () => {
  expect([stepSpeed(1, 1), stepSpeed(1, -1), stepSpeed(3, 1), stepSpeed(0.5, -1)]).toEqual([
    1.25, 0.75, 3, 0.5,
  ]);
  expect(speeds.toSorted((a, b) => a - b)).toEqual(speeds);
});

test('the speed one likes is kept; what is no speed is 1', () => {
  const kept = new Map<string, string>();
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  });
  expect(recallSpeed()).toBe(1);
  keepSpeed(1.5);
  expect(recallSpeed()).toBe(1.5);
  kept.set('paradeck.speed', '7');
  expect(recallSpeed()).toBe(1);
  vi.unstubAllGlobals();
});

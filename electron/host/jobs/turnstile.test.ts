import { expect, test } from 'vitest';
import { createTurnstile } from './turnstile.ts';

test('so many run at once, the rest in the order they came, also behind one that failed', async () => {
  const turnstile = createTurnstile(2);
  const begun: number[] = [];
  const doors = Array.from({ length: 5 }, () => Promise.withResolvers<undefined>());
  const results = doors.map(({ promise }, at) =>
    turnstile(async () => {
      begun.push(at);
      await promise;
      return at;
    }).catch(() => 'failed'),
  );
  expect(begun).toEqual([0, 1]);
  doors[1]?.reject(new Error('no'));
  expect(await results[1]).toBe('failed');
  expect(begun).toEqual([0, 1, 2]);
  for (const { resolve } of doors) resolve(undefined);
  expect(await Promise.all(results)).toEqual([0, 'failed', 2, 3, 4]);
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  const late = createTurnstile(1);
  expect([await late(() => Promise.resolve(1)), await late(() => Promise.resolve(2))]).toEqual([1, 2]);
});

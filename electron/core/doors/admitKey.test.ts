import { expect, test } from 'vitest';
import { keyLimits } from '../../contract/key.ts';
import { admitKey, foldRecent } from './admitKey.ts';

const idle = { underWay: [], recent: [], tookMs: null };
const limits = keyLimits.parse({ uploads: 2, filesPerMin: 3 });

test('a key without limits brings as many files as it likes', () => {
  const load = { underWay: Array.from({ length: 500 }, () => 1), recent: [1, 2, 3, 4], tookMs: 5 };
  expect(admitKey(keyLimits.parse({}), load, 10).isAdmitted).toBe(true);
});

test('one below each limit is let in, at the limit it is not', () => {
  expect(admitKey(limits, { ...idle, underWay: [0], recent: [0, 0] }, 1000)).toEqual({ isAdmitted: true });
  expect(admitKey(limits, { ...idle, underWay: [0, 0] }, 1000)).toMatchObject({ code: 'busy' });
  expect(admitKey(limits, { ...idle, recent: [0, 0, 0] }, 1000)).toMatchObject({ code: 'busy' });
});

test('the wait is until the file that counts is a minute old', () => {
  const load = { ...idle, recent: foldRecent([-70_000, 1_000, 20_000, 30_000, 40_000], 45_000) };
  expect(load.recent).toHaveLength(4);
  // Of the last three the oldest began at 20 s: at 80 s it counts no longer.
  expect(admitKey(limits, load, 45_000)).toMatchObject({ retryAfterS: 35 });
});

test('the wait for a place is what the oldest file still needs, as the last one did', () => {
  expect(admitKey(limits, { ...idle, underWay: [2_000, 9_000], tookMs: 20_000 }, 10_000)).toMatchObject({
    retryAfterS: 12,
  });
  expect(admitKey(limits, { ...idle, underWay: [2_000, 9_000], tookMs: 1_000 }, 10_000)).toMatchObject({
    retryAfterS: 1,
  });
});

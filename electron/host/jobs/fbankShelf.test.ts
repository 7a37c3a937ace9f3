import { expect, test } from 'vitest';
import { createFbankShelf } from './fbankShelf.ts';

const window = (fromSample: number, toSample: number) => ({ fromSample, toSample, last: false });

test('what was kept is found from its first window on, and nothing before it', () => {
  const shelf = createFbankShelf((id) => `/spool/${id}`);
  expect(shelf.find('a', 0)).toBeUndefined();
  shelf.note('a', window(960_000, 1_920_000), true);
  shelf.note('a', window(1_920_000, 2_000_000), true);
  expect(shelf.find('a', 959_840)).toBeUndefined();
  expect([shelf.find('a', 960_000), shelf.find('a', 1_999_000)]).toEqual(['/spool/a', '/spool/a']);
  expect(shelf.find('b', 960_000)).toBeUndefined();
  expect(shelf.usedBytes()).toBe(4_000_000);
});

test('a window without them is a gap: only what comes after it counts', () => {
  const shelf = createFbankShelf((id) => `/spool/${id}`);
  shelf.note('a', window(0, 960_000), true);
  shelf.note('a', window(960_000, 1_920_000), false);
  expect([shelf.find('a', 0), shelf.usedBytes()]).toEqual([undefined, 0]);
  shelf.note('a', window(1_920_000, 2_880_000), true);
  expect([shelf.find('a', 0), shelf.find('a', 1_920_000)]).toEqual([undefined, '/spool/a']);
  expect([shelf.forget('a'), shelf.forget('a'), shelf.find('a', 1_920_000)]).toEqual([
    true,
    false,
    undefined,
  ]);
});

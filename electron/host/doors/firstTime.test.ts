import { expect, test } from 'vitest';
import { createFirstTime } from './firstTime.ts';

test('a key is new once, and again when newer ones have pushed it out', () => {
  const isFirst = createFirstTime(2);
  expect(['a', 'b', 'a', 'c', 'b', 'a'].map(isFirst)).toEqual([true, true, false, true, false, true]);
});

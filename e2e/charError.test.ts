import { expect, test } from 'vitest';
import { charErrorRate } from './charError.ts';

test.each([
  ['今天天气很好。', '今天天气很好', 0],
  ['今天天气很好', '今天气很好吗', 2 / 6],
  ['一二三四', '', 1],
  ['', '', 0],
  ['', '多', 1],
])('%j heard as %j', (reference, hypothesis, rate) => {
  expect(charErrorRate(reference, hypothesis)).toBeCloseTo(rate);
});

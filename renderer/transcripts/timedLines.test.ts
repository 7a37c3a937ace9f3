import { expect, test } from 'vitest';
import { renderTimedLines } from './timedLines.ts';

test('a line a sentence, with where it begins', () => {
  const sentences = [
    { text: '你好。', fromMs: 0 },
    { text: '', fromMs: 900 },
    { text: ' Bye.', fromMs: 3_723_400 },
  ];
  expect(renderTimedLines(sentences)).toBe('[0:00:00] 你好。\n[1:02:03] Bye.');
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TextSegment } from './textSoFar.ts';
import { foldTextSoFar, noText } from './textSoFar.ts';
import { foldWords } from './transcriptWords.ts';

const token = fc.constantFrom('你', '好', 'hello', 'ParaDeck', '吗', '3');
const mark = fc.constantFrom('', '', '', '，', '。', '？');

test('grown piece by piece it reads as if written at once, and covers whole segments', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(token, { maxLength: 6 }), { maxLength: 12 }),
      fc.infiniteStream(mark),
      fc.array(fc.nat(9), { maxLength: 20 }),
      (texts, marks, steps) => {
        const segments = texts.map((tokens, at): TextSegment => {
          const result = { text: tokens.join(''), tokens, timesMs: null, timesSource: 'spread' as const };
          return { fromMs: at * 1000, toMs: at * 1000 + 900, result };
        });
        const punct = texts.flat().map(() => marks.next().value as string);
        let text = noText;
        let answered = 0;
        for (const step of [...steps, punct.length]) {
          answered = Math.min(punct.length, answered + step);
          text = foldTextSoFar(text, segments, { reach: segments.length, punct: punct.slice(0, answered) });
          const { words } = foldWords(segments.slice(0, text.segments), punct, 1e9);
          expect(text.text).toBe(words.map((word) => word.text).join(''));
        }
        expect(text.segments).toBe(segments.length);
      },
    ),
  );
});

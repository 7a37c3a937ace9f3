import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Sentence, Word } from '../../contract/job.ts';
import { alignText } from './alignText.ts';
import { foldCues } from './formatCues.ts';
import { foldTranscript } from './transcript.ts';

/** 'a 今 天 b', each for 100 ms after a pause of 50. */
function speak(...texts: string[]): Sentence {
  const words = texts.map((text, index): Word => {
    const fromMs = 1_000 + index * 150;
    return { text, fromMs, toMs: fromMs + 100 };
  });
  const toMs = words.at(-1)?.toMs ?? 1_000;
  return { text: texts.join(''), fromMs: 1_000, toMs, words };
}

const timesOf = ({ words }: Sentence) => words.map(({ text, fromMs, toMs }) => [text, fromMs, toMs]);

it('keeps the times of what still stands, and shares the span of what was changed', () => {
  const sentence = speak('今', '天', '天', '汽', '好。');
  expect(timesOf(alignText(sentence, '今天天气好。'))).toEqual([
    ['今', 1_000, 1_100],
    ['天', 1_150, 1_250],
    ['天', 1_300, 1_400],
    // From the end of the word before to the beginning of the one behind.
    ['气', 1_400, 1_600],
    ['好。', 1_600, 1_700],
  ]);
});

it('gives an inserted word the pause it stands in, and a longer text the time of a shorter', () => {
  expect(timesOf(alignText(speak('你', '好。'), '你很好。'))[1]).toEqual(['很', 1_100, 1_150]);
  expect(timesOf(alignText(speak('北', '京', '市'), '北上海市'))).toEqual([
    ['北', 1_000, 1_100],
    ['上', 1_100, 1_200],
    ['海', 1_200, 1_300],
    ['市', 1_300, 1_400],
  ]);
});

it('takes marks, case and spaces as they are written without touching times', () => {
  const sentence = speak('We', ' use', ' paradeck,', '真', '的。');
  const written = alignText(sentence, 'We use ParaDeck — 「真的」！');
  expect(timesOf(written).map(([, ...times]) => times)).toEqual(
    timesOf(sentence).map(([, ...times]) => times),
  );
  expect(written.words.map(({ text }) => text)).toEqual(['We', ' use', ' ParaDeck —', ' 「真', '的」！']);
});

it('gives a sentence of which nothing was left no word, one of marks alone a single one', () => {
  expect(alignText(speak('嗯。'), '')).toMatchObject({ text: '', fromMs: 1_000, words: [] });
  expect(timesOf(alignText(speak('嗯', '好'), '……'))).toEqual([['……', 1_000, 1_250]]);
});

const token = fc.constantFrom(
  '今',
  '天',
  '好。',
  '，',
  ' ok',
  ' well-known',
  ' A',
  '3',
  'が',
  '「',
  ' ',
  '𠮷',
  "it's",
);
const text = fc.array(token, { maxLength: 12 }).map((tokens) => tokens.join(''));
const recognised = fc
  .array(fc.tuple(token, fc.nat(300), fc.nat(300)), { minLength: 1, maxLength: 12 })
  .map((rows): Sentence => {
    let ms = 500;
    const words = rows.map(([written, pauseMs, lengthMs]): Word => {
      const fromMs = (ms += pauseMs);
      return { text: written, fromMs, toMs: (ms += lengthMs) };
    });
    return {
      text: words.map((word) => word.text).join(''),
      ...{ fromMs: words[0]?.fromMs ?? 0, toMs: ms, words },
    };
  });

it('writes the very text, in rising times inside the recognised span, whatever is written', () => {
  fc.assert(
    fc.property(recognised, text, (sentence, written) => {
      const { words, ...rest } = alignText(sentence, written);
      expect(rest).toEqual({ text: written, fromMs: sentence.fromMs, toMs: sentence.toMs });
      expect(words.map((word) => word.text).join('')).toBe(written);
      let ms = sentence.fromMs;
      for (const { fromMs, toMs } of words) {
        expect(Number.isInteger(fromMs) && Number.isInteger(toMs)).toBe(true);
        expect([fromMs >= ms, toMs >= fromMs]).toEqual([true, true]);
        ms = toMs;
      }
      expect(ms).toBeLessThanOrEqual(sentence.toMs);
    }),
  );
});

it('leaves the words around a changed stretch as they were, and gives the recognised text back whole', () => {
  const spoken = fc.array(fc.constantFrom('一', '二', '三', ' four', ' five'), {
    minLength: 1,
    maxLength: 10,
  });
  fc.assert(
    fc.property(spoken, fc.nat(10), fc.nat(10), (texts, head, tail) => {
      const sentence = speak(...texts);
      const from = Math.min(head, texts.length);
      const to = Math.max(from, texts.length - tail);
      const written = [...texts.slice(0, from), ' brandnew', ...texts.slice(to)].join('');
      const { words } = alignText(sentence, written);
      expect(words.slice(0, from)).toEqual(sentence.words.slice(0, from));
      expect(words.slice(words.length - (texts.length - to))).toEqual(sentence.words.slice(to));
      expect(alignText(sentence, sentence.text)).toBe(sentence);
    }),
  );
});

it('leaves every subtitle inside the span of its recognised sentence', () => {
  fc.assert(
    fc.property(recognised, text, (sentence, written) => {
      const sentences = [alignText(sentence, written)].filter((one) => one.text !== '');
      const transcript = {
        ...foldTranscript({
          ...{ jobId: 'j', name: 'a', modelName: 'm', isDemo: false, hotwords: [], createdAt: 0 },
          ...{ durationMs: sentence.toMs, isTruncated: false, isSimulated: false, segments: [], punct: [] },
        }),
        sentences,
      };
      for (const { fromMs, toMs } of foldCues(transcript)) {
        expect(fromMs).toBeGreaterThanOrEqual(sentence.fromMs);
        expect(toMs).toBeGreaterThan(fromMs);
      }
    }),
  );
});

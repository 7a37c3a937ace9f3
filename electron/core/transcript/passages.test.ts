/** Splitting and merging: what is written, and when it is said. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SentenceChange } from '../../contract/editing.ts';
import type { Sentence, Transcript } from '../../contract/job.ts';
import { textRenderers } from './formats.ts';
import { joinEdits, layEdits, readEdited } from './edits.ts';
import { foldSentences } from './sentences.ts';
import { foldTranscript } from './transcript.ts';

/** Words of 200 ms, one after another, in sentences as they come of recognition. */
function transcribe(...words: string[]): Transcript {
  const sentences = foldSentences(
    words.map((text, index) => ({ text, fromMs: index * 200, toMs: index * 200 + 150 })),
  );
  const empty = foldTranscript({
    ...{ jobId: 'j', name: 'a', modelName: 'm', isDemo: false, hotwords: [], createdAt: 0 },
    ...{ durationMs: words.length * 200, isTruncated: false, isSimulated: false, segments: [], punct: [] },
  });
  return { ...empty, text: words.join(''), sentences };
}

const lay = (recognised: Transcript, edits: readonly SentenceChange[]): Sentence[] =>
  layEdits({ recognised, edits, revision: 0, editedAt: 1 }).sentences;
const spans = (sentences: readonly Sentence[]) =>
  sentences.map(({ text, fromMs, toMs }) => `${fromMs}-${toMs} ${text}`);

it('a split sentence takes its times from its words, a word that is cut shares its own', () => {
  const recognised = transcribe('我', '们', '来', ' Saturday', '。');
  const split = joinEdits({ recognised, edits: [] }, [
    { index: 0, count: 1, texts: ['我们', '来 Sat', 'urday。'] },
  ]);
  expect(spans(lay(recognised, split))).toEqual(['0-350 我们', '400-656 来 Sat', '656-950 urday。']);
});

it('merged sentences are one from the first to the last, and each word keeps its time', () => {
  const recognised = transcribe('一。', '二。', '三。');
  const merged = joinEdits({ recognised, edits: [] }, [{ index: 0, count: 2, texts: ['一。二。'] }]);
  const [first, second] = lay(recognised, merged);
  expect(spans([first, second].filter((one) => !!one))).toEqual(['0-350 一。二。', '400-550 三。']);
  expect(first?.words).toEqual(recognised.sentences.slice(0, 2).flatMap(({ words }) => words));
});

it('what is merged and split again where it was is no edit, what stands beside a new one neither', () => {
  const recognised = transcribe('一。', '二。', '三。');
  const merged = joinEdits({ recognised, edits: [] }, [{ index: 0, count: 3, texts: ['一。二。三。'] }]);
  const apart = (...texts: string[]) =>
    joinEdits({ recognised, edits: merged }, [{ index: 0, count: 3, texts }]);
  expect(apart('一。', '二。', '三。')).toEqual([]);
  expect(apart('一。', '二。三。')).toEqual([{ index: 1, count: 2, texts: ['二。三。'] }]);
  expect(apart('一', '二。', '三。')).toEqual([{ index: 0, count: 1, texts: ['一'] }]);
  expect(apart('一。', '二。', '', '四。')).toEqual([{ index: 2, count: 1, texts: ['四。'] }]);
  expect(apart('', '')).toEqual([{ index: 0, count: 3, texts: [''] }]);
});

it('exports follow', () => {
  const recognised = transcribe('今', '天', '好', '。');
  const edits = joinEdits({ recognised, edits: [] }, [{ index: 0, count: 1, texts: ['今天，', '好。'] }]);
  const read = readEdited({ recognised, edits, revision: 0, editedAt: 1 });
  expect(textRenderers.srt(read)).toContain('00:00:00,400 --> 00:00:00,800\n好。');
  expect(textRenderers.txt(read)).toContain('今天，好。');
});

const word = fc.constantFrom('今', '天', '好，', '吗？', '是。', ' a', ' two', ' end.', '𠮷');
const step = fc.record({
  from: fc.nat(20),
  count: fc.integer({ min: 1, max: 3 }),
  at: fc.array(fc.nat(12), { maxLength: 3 }),
  text: fc.option(fc.array(word, { maxLength: 4 }), { nil: null }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** A change that fits: whole passages, cut anywhere, now and then written anew. */
function planStep(recognised: Transcript, edits: readonly SentenceChange[], { from, count, at, text }: Step) {
  const total = recognised.sentences.length;
  let [index, end] = [from % total, Math.min(total, (from % total) + count)];
  for (const edit of [...edits, ...edits.toReversed()]) {
    if (edit.index >= end || edit.index + edit.count <= index) continue;
    [index, end] = [Math.min(index, edit.index), Math.max(end, edit.index + edit.count)];
  }
  const whole =
    text?.join('') ??
    recognised.sentences
      .slice(index, end)
      .map((one) => one.text)
      .join('');
  const cuts = [...new Set(at.map((place) => place % (whole.length + 1)))].sort((a, b) => a - b);
  const texts = [...cuts, whole.length].map((to, nth) => whole.slice(cuts[nth - 1] ?? 0, to));
  return { index, count: end - index, texts };
}

it('whatever is split, merged and written, no time goes backwards, and words are the text', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 12 }),
      fc.array(step, { maxLength: 5 }),
      (words, steps) => {
        const recognised = transcribe(...words);
        let edits: SentenceChange[] = [];
        for (const one of steps) edits = joinEdits({ recognised, edits }, [planStep(recognised, edits, one)]);
        const { sentences, text } = layEdits({ recognised, edits, revision: 0, editedAt: 1 });
        let lastMs = 0;
        for (const sentence of sentences) {
          expect(sentence.words.map((each) => each.text).join('')).toBe(sentence.text);
          const times = sentence.words.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
          for (const ms of [sentence.fromMs, ...times, sentence.toMs]) {
            expect(ms).toBeGreaterThanOrEqual(lastMs);
            lastMs = ms;
          }
        }
        expect(sentences.map((each) => each.text).join('')).toBe(text);
        expect(sentences.at(-1)?.toMs).toBe(recognised.sentences.at(-1)?.toMs);
      },
    ),
  );
});

it('text and times survive a split and the merge after it', () => {
  fc.assert(
    fc.property(
      fc.array(word, { minLength: 1, maxLength: 9 }),
      fc.array(step, { maxLength: 3 }),
      fc.nat(40),
      (words, steps, at) => {
        const recognised = transcribe(...words);
        let edits: SentenceChange[] = [];
        for (const one of steps) edits = joinEdits({ recognised, edits }, [planStep(recognised, edits, one)]);
        const before = lay(recognised, edits);
        const passage = edits[0] ?? { index: 0, count: 1, texts: [recognised.sentences[0]?.text ?? ''] };
        const [first = '', ...others] = passage.texts;
        const cut = at % (first.length + 1);
        const halves = {
          ...passage,
          texts: [
            first.slice(0, cut).trimEnd(),
            first.slice(first.slice(0, cut).trimEnd().length),
            ...others,
          ],
        };
        const split = joinEdits({ recognised, edits }, [halves]);
        expect(
          lay(recognised, split)
            .map(({ text }) => text)
            .join(''),
        ).toBe(before.map(({ text }) => text).join(''));
        expect(lay(recognised, joinEdits({ recognised, edits: split }, [passage]))).toEqual(before);
      },
    ),
  );
});

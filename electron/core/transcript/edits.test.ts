import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SentenceChange } from '../../contract/editing.ts';
import { longestPassage } from '../../contract/longestPassage.ts';
import type { Sentence, Transcript } from '../../contract/job.ts';
import { carryEdits, joinEdits, layEdits, readEdited } from './edits.ts';
import { foldTranscript } from './transcript.ts';

function transcribe(...texts: string[]): Transcript {
  const sentences = texts.map((text, index): Sentence => {
    const [fromMs, toMs] = [index * 1_000, index * 1_000 + 900];
    return { text, fromMs, toMs, words: [{ text, fromMs, toMs }] };
  });
  return {
    ...foldTranscript({
      ...{ jobId: 'j', name: 'a', modelName: 'm', isDemo: false, hotwords: [], createdAt: 0 },
      ...{ durationMs: 9_000, isTruncated: false, isSimulated: false, segments: [], punct: [] },
    }),
    text: texts.join(''),
    sentences,
  };
}

const kept = (recognised: Transcript, edits: readonly SentenceChange[]) =>
  ({ recognised, edits, revision: 1, editedAt: 5 }) as const;

const change = (index: number, ...texts: string[]) => ({ index, count: 1, texts });

it('lays edits over what was recognised, and leaves out what holds no text', () => {
  const edited = kept(transcribe('一。', '嗯。', '三。'), [change(0, '壹。'), change(1, '')]);
  expect(layEdits(edited).sentences.map(({ text }) => text)).toEqual(['壹。', '', '三。']);
  expect(readEdited(edited)).toMatchObject({ text: '壹。三。', editedAt: 5 });
  expect(readEdited(edited).sentences).toHaveLength(2);
});

it('makes one line of what was typed, with the space before a sentence', () => {
  const recognised = transcribe('Hi.', ' there.');
  expect(joinEdits({ recognised, edits: [] }, [change(1, ' you\r\n there. \t')])).toEqual([
    change(1, ' you there.'),
  ]);
  expect(joinEdits({ recognised, edits: [change(1, ' x')] }, [change(1, ' there. ')])).toEqual([]);
});

it('refuses a sentence that is not there, one changed twice, half a passage, and a passage without end', () => {
  const merged = [{ index: 0, count: 2, texts: ['一二'] }];
  const refused = (changes: SentenceChange[], texts = ['一。', '二。'], edits: SentenceChange[] = []) =>
    expect(() => joinEdits({ recognised: transcribe(...texts), edits }, changes)).toThrow(
      expect.objectContaining({ code: 'bad-request' }),
    );
  refused([change(2, '三')]);
  refused([{ index: 1, count: 2, texts: ['二三'] }]);
  refused([change(0, '甲'), change(0, '乙')]);
  refused([change(1, '乙')], ['一。', '二。'], merged);
  refused([{ index: 0, count: 2, texts: ['一'] }], ['一'.repeat(longestPassage), '二']);
});

it('is taken back whole by the recognised text, in whatever order it was edited', () => {
  const recognised = transcribe('一。', ' two', '三。');
  const one = fc.record({ index: fc.nat(2), text: fc.constantFrom('甲', ' b ', '', '三。', ' two') });
  const changes = fc.uniqueArray(one, { maxLength: 3, selector: ({ index }) => index });
  fc.assert(
    fc.property(fc.array(changes, { maxLength: 6 }), (steps) => {
      let edits: SentenceChange[] = [];
      for (const step of steps) {
        edits = joinEdits(
          { recognised, edits },
          step.map(({ index, text }) => change(index, text)),
        );
        const { sentences, text } = layEdits(kept(recognised, edits));
        expect(sentences.map((each) => each.text).join('')).toBe(text);
        for (const { index, text: written } of step)
          expect(sentences[index]?.text.trim()).toBe(written.trim());
      }
      const back = recognised.sentences.map(({ text }, index) => change(index, text));
      edits = joinEdits({ recognised, edits }, back);
      expect(edits).toEqual([]);
      expect(layEdits({ ...kept(recognised, edits), editedAt: null })).toEqual(recognised);
    }),
  );
});

it('carries an edit to where its sentences stand after a redone hole', () => {
  const before = transcribe('一。', '三。');
  const after = transcribe('一。', '三。', '四。');
  const moved = { ...after, sentences: [after.sentences[2], ...before.sentences].filter((one) => !!one) };
  const edits = [change(1, '叁。')];
  const merged = [{ index: 0, count: 2, texts: ['一三。'] }];
  expect(carryEdits({ recognised: before, edits }, moved)).toEqual([change(2, '叁。')]);
  expect(carryEdits({ recognised: before, edits: merged }, moved)).toEqual([{ ...merged[0], index: 1 }]);
  expect(carryEdits({ recognised: before, edits }, transcribe('一。'))).toEqual([]);
  expect(carryEdits({ recognised: before, edits: merged }, transcribe('一。'))).toEqual([]);
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
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

const kept = (recognised: Transcript, edits: { index: number; text: string }[]) =>
  ({ recognised, edits, revision: 1, editedAt: 5 }) as const;

it('lays edits over what was recognised, and leaves out what holds no text', () => {
  const edited = kept(transcribe('一。', '嗯。', '三。'), [
    { index: 0, text: '壹。' },
    { index: 1, text: '' },
  ]);
  expect(layEdits(edited).sentences.map(({ text }) => text)).toEqual(['壹。', '', '三。']);
  expect(readEdited(edited)).toMatchObject({ text: '壹。三。', editedAt: 5 });
  expect(readEdited(edited).sentences).toHaveLength(2);
});

it('makes one line of what was typed, and keeps the space before a sentence', () => {
  const recognised = transcribe('Hi.', ' there.');
  expect(joinEdits({ recognised, edits: [] }, [{ index: 1, text: ' you\r\n there. \t' }])).toEqual([
    { index: 1, text: ' you there.' },
  ]);
  expect(
    joinEdits({ recognised, edits: [{ index: 1, text: ' x' }] }, [{ index: 1, text: 'there.' }]),
  ).toEqual([]);
});

it('refuses a sentence that is not there', () => {
  const act = () => joinEdits({ recognised: transcribe('一。'), edits: [] }, [{ index: 1, text: '二' }]);
  expect(act).toThrow(expect.objectContaining({ code: 'bad-request' }));
});

it('is taken back whole by the recognised text, in whatever order it was edited', () => {
  const recognised = transcribe('一。', ' two', '三。');
  const change = fc.record({ index: fc.nat(2), text: fc.constantFrom('甲', ' b ', '', '三。', 'two') });
  fc.assert(
    fc.property(fc.array(fc.array(change, { maxLength: 4 }), { maxLength: 6 }), (steps) => {
      let edits: { index: number; text: string }[] = [];
      for (const changes of steps) {
        edits = joinEdits({ recognised, edits }, changes);
        const { sentences, text } = layEdits(kept(recognised, edits));
        expect(sentences.map((one) => one.text).join('')).toBe(text);
        for (const { index, text: written } of changes.slice(-1))
          expect(sentences[index]?.text.trim()).toBe(written.trim());
      }
      const back = recognised.sentences.map(({ text }, index) => ({ index, text }));
      edits = joinEdits({ recognised, edits }, back);
      expect(edits).toEqual([]);
      expect(layEdits({ ...kept(recognised, edits), editedAt: null })).toEqual(recognised);
    }),
  );
});

it('carries an edit to where its sentence stands after a redone hole', () => {
  const before = transcribe('一。', '三。');
  const after = transcribe('一。', '三。', '四。');
  const moved = { ...after, sentences: [after.sentences[2], ...before.sentences].filter((one) => !!one) };
  expect(carryEdits({ recognised: before, edits: [{ index: 1, text: '叁。' }] }, moved)).toEqual([
    { index: 2, text: '叁。' },
  ]);
  expect(carryEdits({ recognised: before, edits: [{ index: 1, text: '叁。' }] }, transcribe('一。'))).toEqual(
    [],
  );
});

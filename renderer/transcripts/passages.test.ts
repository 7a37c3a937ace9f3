import { expect, test } from 'vitest';
import { longestPassage } from '../../electron/contract/longestPassage.ts';
import type { Sentence } from '../../electron/contract/job.ts';
import { makeJobs, makeTranscript } from '../dev/mockJobs.ts';
import {
  cutText,
  layOpened,
  planMerging,
  planRestoring,
  planWriting,
  standingOf,
  type Laid,
} from './passages.ts';

const [job] = makeJobs();

function lay(
  texts: readonly string[],
  ...edited: { index: number; recognised: string[]; written: number }[]
): Laid {
  const sentences = texts.map((text): Sentence => ({ text, fromMs: 0, toMs: 1, words: [] }));
  return layOpened({ transcript: { ...makeTranscript(job as never), sentences }, edited });
}

test('a text is cut where both halves say something; a space at the cut stays before the second', () => {
  expect(cutText('你好世界', 2)).toEqual(['你好', '世界']);
  expect([cutText('one two', 3), cutText('one two', 4)]).toEqual([
    ['one', ' two'],
    ['one', ' two'],
  ]);
  expect([cutText('你好', 0), cutText(' 你好 ', 3), cutText('', 0)]).toEqual([null, null, null]);
});

test('a sentence keeps the space that parts it from the one before, however it is written', () => {
  const laid = lay(['Hi.', ' there.', ''], { index: 2, recognised: [' Bye.'], written: 1 });
  const textsOf = (place: number, ...written: string[]) =>
    planWriting(laid, place, written).flatMap(({ after }) => after.flatMap(({ texts }) => texts));
  expect([textsOf(1, 'you'), textsOf(1, ''), textsOf(2, 'Tschau.')]).toEqual([[' you'], [''], [' Tschau.']]);
  expect(textsOf(1, 'a', ' b')).toEqual([' a', ' b']);
});

test('a half is merged with the next sentence, which takes that along; the last and the endless are not', () => {
  const laid = lay(['一', '二', '三'], { index: 0, recognised: ['一二'], written: 2 });
  expect(planMerging(laid, 1)?.[0]?.after).toEqual([{ index: 0, count: 2, texts: ['一', '二三'] }]);
  expect(planMerging(laid, 0, '壹')?.[0]?.after).toEqual([{ index: 0, count: 1, texts: ['壹二'] }]);
  expect(planMerging(laid, 2)).toBeNull();
  expect(planMerging(lay(['一'.repeat(longestPassage), '二']), 0)).toBeNull();
});

test('what was recognised is said once, with the first half, and comes back whole', () => {
  const laid = lay(['一', '二', '三'], { index: 0, recognised: ['一二'], written: 2 });
  expect([0, 1, 2].map((place) => standingOf(laid, place))).toEqual([
    { recognised: '一二', isCorrected: false, isAlone: false },
    { recognised: null, isCorrected: false, isAlone: false },
    { recognised: null, isCorrected: false, isAlone: true },
  ]);
  const [passage] = laid.passages;
  expect(passage && planRestoring(laid, passage)[0]?.after).toEqual([
    { index: 0, count: 1, texts: ['一二'] },
  ]);
});

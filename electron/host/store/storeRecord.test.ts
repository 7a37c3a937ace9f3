import { expect, it } from 'vitest';
import { joinEdited } from './storeRecord.ts';
import { sampleTranscript } from './storeSample.ts';

it('reads edits of before sentences were split and merged', () => {
  const { text, ...rest } = sampleTranscript('j', '旧的。');
  const edits = JSON.stringify([{ index: 0, text: '新的。' }]);
  const row = { text, rest: JSON.stringify(rest), createdAt: 1, edits, revision: 1, editedAt: 9 };
  expect(joinEdited(row).edits).toEqual([{ index: 0, count: 1, texts: ['新的。'] }]);
});

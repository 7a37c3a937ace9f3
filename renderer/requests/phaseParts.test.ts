import { expect, test } from 'vitest';
import type { RequestView } from '../../electron/contract/request.ts';
import { listPhaseParts, renderShortTime } from './phaseParts.ts';

test('the parts that are known, in order, as shares of the whole', () => {
  const view = { uploadMs: 10, queueMs: null, recogniseMs: 80, answerMs: 10, totalMs: 100 } as RequestView;
  expect(listPhaseParts(view)).toEqual([
    { name: 'upload', ms: 10, share: 0.1 },
    { name: 'recognise', ms: 80, share: 0.8 },
    { name: 'answer', ms: 10, share: 0.1 },
  ]);
  const none = {
    uploadMs: null,
    queueMs: null,
    recogniseMs: null,
    answerMs: null,
    totalMs: 0,
  } as RequestView;
  expect(listPhaseParts(none)).toEqual([]);
});

test('times with their unit', () => {
  expect([0, 999, 1_500, 61_234].map(renderShortTime)).toEqual(['0 ms', '999 ms', '1.50 s', '61.2 s']);
});

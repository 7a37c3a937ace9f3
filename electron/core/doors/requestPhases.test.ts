import { expect, test } from 'vitest';
import { foldPhases } from './requestPhases.ts';

const times = { beganAt: 1_000, endedAt: 2_000 };

test('upload, queue, recognition and answer make up the whole', () => {
  const phases = foldPhases(times, { acceptedAt: 1_100, startedAt: 1_300, endedAt: 1_950 });
  expect(phases).toEqual({ uploadMs: 100, queueMs: 200, recogniseMs: 650, answerMs: 50 });
});

test.each([
  ['that is still queued', { acceptedAt: 1_100, startedAt: null, endedAt: null }, [100, null, null, null]],
  ['that is running', { acceptedAt: 1_100, startedAt: 1_200, endedAt: null }, [100, 100, null, null]],
  [
    'that ended behind the answer',
    { acceptedAt: 1_100, startedAt: 1_200, endedAt: 3_000 },
    [100, 100, null, null],
  ],
  [
    'that was refused unread',
    { acceptedAt: 1_100, startedAt: null, endedAt: 1_500 },
    [100, null, null, null],
  ],
  ['of another request', { acceptedAt: 900, startedAt: 1_200, endedAt: 1_300 }, [null, null, null, null]],
  ['there is none', null, [null, null, null, null]],
])('a job %s: what is unknown is no figure', (_what, job, expected) => {
  const { uploadMs, queueMs, recogniseMs, answerMs } = foldPhases(times, job);
  expect([uploadMs, queueMs, recogniseMs, answerMs]).toEqual(expected);
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMatch, planBatch, rankJob } from './schedule.ts';
import type { PlannedSegment, ScheduledJob, Taker, WaitingSegment } from './schedule.ts';

function makeSegments(lengths: readonly number[], more: Partial<WaitingSegment> = {}): WaitingSegment[] {
  let fromS = 0;
  return lengths.map((seconds, index) => {
    fromS += seconds + 1;
    return {
      index,
      fromS: fromS - seconds - 1,
      seconds,
      isAlone: false,
      retryOn: null,
      avoids: null,
      ...more,
    };
  });
}

function makeJob(id: string, lengths: readonly number[], more: Partial<ScheduledJob> = {}): ScheduledJob {
  return {
    id,
    arrivedS: 0,
    remainingS: lengths.reduce((sum, seconds) => sum + seconds, 0),
    modelKey: 'k',
    modelId: 'm',
    instanceId: null,
    hotwords: [],
    isSuspect: false,
    aboard: 0,
    waiting: makeSegments(lengths),
    ...more,
  };
}

function makeTaker(instanceId: string, more: Partial<Taker> = {}): Taker {
  return { instanceId, modelKey: 'k', modelId: 'm', limits: { paddedS: 300, speedX: 1_000 }, ...more };
}

const here = makeTaker('here');
const plan = (jobs: readonly ScheduledJob[], takers: readonly Taker[] = [here]): string =>
  render(planBatch(here, jobs, takers));
const render = (batch: readonly PlannedSegment[] | null): string =>
  batch?.map(({ jobId, index }) => `${jobId}${index}`).join(' ') ?? 'nothing';

describe('planBatch', () => {
  test('holds the earliest segment and its likes, longest first', () => {
    expect(plan([makeJob('a', [5, 30, 4, 6, 29])])).toBe('a3 a0 a2');
  });

  test('is filled from the next jobs with segments of like length', () => {
    expect(plan([makeJob('a', [5]), makeJob('b', [2, 3, 9, 4]), makeJob('c', [5])])).toBe('a0 b1 b3 c0');
  });

  test('never mixes models or hotword lists', () => {
    const others = [
      makeJob('b', [5], { modelKey: 'other' }),
      makeJob('c', [5], { hotwords: ['x'] }),
      makeJob('d', [5], { instanceId: 'there' }),
    ];
    expect(plan([makeJob('a', [5]), ...others])).toBe('a0');
  });

  test('a job without a model goes where its model id allows', () => {
    expect(isMatch({ modelKey: null, modelId: null, instanceId: null }, here)).toBe(true);
    expect(isMatch({ modelKey: null, modelId: 'x', instanceId: null }, here)).toBe(false);
    expect(isMatch({ modelKey: 'k', modelId: 'm', instanceId: 'there' }, here)).toBe(false);
  });

  test('a suspect shares neither batch nor time', () => {
    const suspect = makeJob('s', [5, 5], { isSuspect: true });
    expect(plan([suspect, makeJob('b', [5])])).toBe('s0 s1');
    expect(plan([makeJob('b', [5]), suspect])).toBe('b0');
    expect(plan([{ ...suspect, aboard: 1 }])).toBe('nothing');
  });

  test('what ran out of memory is tried there again, then elsewhere where there is an elsewhere', () => {
    const there = makeTaker('there');
    const retried = makeJob('a', [5], { waiting: makeSegments([5], { retryOn: 'there' }) });
    expect(plan([retried], [here, there])).toBe('nothing');
    expect(plan([retried], [here])).toBe('a0');
    const avoiding = makeJob('a', [5, 5], {
      waiting: makeSegments([5, 5], { avoids: 'here', isAlone: true }),
    });
    expect(plan([avoiding], [here, there])).toBe('nothing');
    expect(plan([avoiding], [here, makeTaker('there', { modelKey: 'other' })])).toBe('a0');
    expect(plan([{ ...avoiding, instanceId: 'here' }], [here, there])).toBe('a0');
  });

  test('reaches at most ten minutes ahead', () => {
    const job = makeJob('a', [5, 5]);
    const far = { ...job, waiting: job.waiting.map((each, at) => ({ ...each, fromS: at * 601 })) };
    expect(plan([far])).toBe('a0');
  });

  test('whatever waits, the first in order has its earliest segment taken, within the caps, and all comes to an end', () => {
    const length = fc.double({ min: 0.1, max: 60, noNaN: true });
    const job = fc.record({
      lengths: fc.array(length, { minLength: 1, maxLength: 30 }),
      isSuspect: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), (shapes) => {
        let jobs = shapes.map(({ lengths, isSuspect }, at) => makeJob(`${at}-`, lengths, { isSuspect }));
        const taken = new Set<string>();
        for (
          let batch = planBatch(here, jobs, [here]);
          batch !== null;
          batch = planBatch(here, jobs, [here])
        ) {
          const first = jobs.find(({ waiting }) => waiting.length > 0);
          expect(
            batch.some(({ jobId, index }) => jobId === first?.id && index === first.waiting[0]?.index),
          ).toBe(true);
          const longest = Math.max(...batch.map(({ seconds }) => seconds));
          if (batch.length > 1) expect(batch.length * longest).toBeLessThanOrEqual(300.001);
          for (const { jobId, index } of batch) {
            expect(taken.has(`${jobId}${index}`)).toBe(false);
            taken.add(`${jobId}${index}`);
          }
          jobs = jobs.map((each) => ({
            ...each,
            waiting: each.waiting.filter(({ index }) => !taken.has(`${each.id}${index}`)),
          }));
        }
        expect(taken.size).toBe(shapes.reduce((sum, { lengths }) => sum + lengths.length, 0));
      }),
      { numRuns: 500 },
    );
  });
});

test('a short file is never held back by a long one, nor a long one for ever', () => {
  const long = { arrivedS: 0, remainingS: 10_800 };
  const short = { arrivedS: 60, remainingS: 30 };
  const late = { arrivedS: 60 + (20 * 10_800) / 100, remainingS: 30 };
  expect(rankJob(short, 100)).toBeLessThan(rankJob(long, 100));
  expect(rankJob(long, 100)).toBeLessThan(rankJob(late, 100));
});

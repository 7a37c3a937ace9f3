import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMatch, planBatch, rankJob } from './schedule.ts';
import type { PlannedSegment, ScheduledJob, Taker } from './schedule.ts';
import { makeJob, makeSegments, makeTaker } from './sampleJobs.ts';

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
    expect(plan([makeJob('a', [5]), makeJob('b', [2, 4.5, 9, 4]), makeJob('c', [5, 3])])).toBe('a0 c0 b1 b3');
  });

  test('is not filled once it computes long enough: its own job would wait for the others', () => {
    const slow = makeTaker('here', { limits: { paddedS: 300, speedX: 20 } });
    expect(render(planBatch(slow, [makeJob('a', [5]), makeJob('b', [5, 5, 5])], [slow]))).toBe('a0');
    // What ends another job is worth more, and throughput is worth the most where much waits.
    const ending = makeJob('b', [5], { remainingS: 20 });
    expect(render(planBatch(slow, [makeJob('a', [5]), ending], [slow]))).toBe('a0 b0');
    const waiting = makeJob('c', [5, 5, 5], { remainingS: 10_000 });
    expect(render(planBatch(slow, [makeJob('a', [5]), waiting], [slow]))).toBe('a0 c0');
  });

  test('is filled with longer ones, too: the shortest job is first, and alone it would cost a batch', () => {
    expect(plan([makeJob('a', [4]), makeJob('b', [4.8]), makeJob('c', [5.5])])).toBe('b0 a0');
  });

  test('what remains is shared out, so that all instances finish together', () => {
    const job = makeJob('a', [5, 5, 5, 5, 5, 5, 5, 5]);
    const takers = ['here', 'there', 'far', 'off'].map((id) =>
      makeTaker(id, { limits: { paddedS: 300, speedX: 60 } }),
    );
    const [first] = takers;
    expect(planBatch(first as Taker, [job], takers)).toHaveLength(1);
    expect(planBatch(first as Taker, [job], [first as Taker])).toHaveLength(4);
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
  const long = { arrivedS: 0, remainingS: 10_800, putFirstS: null, isInteractive: false };
  const short = { arrivedS: 60, remainingS: 30, putFirstS: null, isInteractive: false };
  const late = { arrivedS: 60 + (20 * 10_800) / 100, remainingS: 30, putFirstS: null, isInteractive: false };
  expect(rankJob(short, 100)).toBeLessThan(rankJob(long, 100));
  expect(rankJob(long, 100)).toBeLessThan(rankJob(late, 100));
});

test('what somebody waits for comes before what does not, behind what was put first, and each kind keeps its order', () => {
  // Times of one decade.
  const timeS = fc.double({ min: 1.7e9, max: 2e9, noNaN: true });
  const job = fc.record({
    arrivedS: timeS,
    remainingS: fc.double({ min: 0, max: 40_000, noNaN: true }),
    putFirstS: fc.option(timeS),
    isInteractive: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(job, { maxLength: 20 }), (jobs) => {
      const kindOf = ({ putFirstS, isInteractive }: (typeof jobs)[number]): number =>
        putFirstS !== null ? 0 : isInteractive ? 1 : 2;
      const sorted = jobs.toSorted((a, b) => rankJob(a, 50) - rankJob(b, 50));
      expect(sorted.map(kindOf)).toEqual(jobs.map(kindOf).sort());
      for (const kind of [1, 2]) {
        const own = jobs
          .filter((each) => kindOf(each) === kind)
          .map((each) => ({ ...each, isInteractive: false }));
        const byAge = own.toSorted((a, b) => rankJob(a, 50) - rankJob(b, 50)).map(({ arrivedS }) => arrivedS);
        expect(sorted.filter((each) => kindOf(each) === kind).map(({ arrivedS }) => arrivedS)).toEqual(byAge);
      }
    }),
  );
});

describe('jobs put first', () => {
  const job = fc.record({
    arrivedS: fc.double({ min: 1e9, max: 2e9, noNaN: true }),
    remainingS: fc.double({ min: 0, max: 40_000, noNaN: true }),
    putFirstS: fc.option(fc.integer({ min: 1e9, max: 2e9 })),
    isInteractive: fc.constant(false),
  });
  const order = <T extends Parameters<typeof rankJob>[0]>(jobs: readonly T[]): T[] =>
    jobs.toSorted((a, b) => rankJob(a, 50) - rankJob(b, 50));

  test('come before all others, the last one put there first, and the others keep their order', () => {
    fc.assert(
      fc.property(fc.array(job, { maxLength: 20 }), (jobs) => {
        const sorted = order(jobs);
        const first = sorted.filter(({ putFirstS }) => putFirstS !== null);
        const rest = sorted.filter(({ putFirstS }) => putFirstS === null);
        expect(sorted).toEqual([...first, ...rest]);
        expect(first.map(({ putFirstS }) => putFirstS)).toEqual(
          first.map(({ putFirstS }) => putFirstS ?? 0).toSorted((a, b) => b - a),
        );
        expect(rest).toEqual(order(jobs.filter(({ putFirstS }) => putFirstS === null)));
      }),
    );
  });
});

test('whatever is paused, resumed and put first, nothing is sent twice or of a paused job, and nobody idles', () => {
  const act = fc.record({ at: fc.nat(5), what: fc.constantFrom('pause', 'resume', 'next', 'send', 'send') });
  const lengths = fc.array(fc.double({ min: 0.1, max: 60, noNaN: true }), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(lengths, { minLength: 6, maxLength: 6 }),
      fc.array(act, { maxLength: 60 }),
      (shapes, acts) => {
        let jobs = shapes.map((each, at) => ({
          ...makeJob(`${at}-`, each, { arrivedS: at }),
          putFirstS: null as number | null,
          isInteractive: false,
        }));
        const taken: string[] = [];
        const send = (): boolean => {
          jobs = jobs.toSorted((a, b) => rankJob(a, 50) - rankJob(b, 50));
          const batch = planBatch(here, jobs, [here]);
          const open = jobs.filter(({ isPaused, waiting }) => !isPaused && waiting.length > 0);
          expect(batch === null).toBe(open.length === 0);
          for (const { jobId, index } of batch ?? []) {
            expect(jobs.find(({ id }) => id === jobId)?.isPaused).toBe(false);
            taken.push(`${jobId}${index}`);
          }
          if (batch) expect(taken).toContain(`${open[0]?.id}${open[0]?.waiting[0]?.index}`);
          jobs = jobs.map((each) => ({
            ...each,
            waiting: each.waiting.filter(({ index }) => !taken.includes(`${each.id}${index}`)),
          }));
          return batch !== null;
        };
        for (const [step, { at, what }] of acts.entries()) {
          const change = {
            pause: { isPaused: true },
            resume: { isPaused: false },
            next: { putFirstS: step + 1 },
            send: {},
          };
          jobs = jobs.map((each) => (each.id === `${at}-` ? { ...each, ...change[what] } : each));
          if (what === 'send') send();
        }
        jobs = jobs.map((each) => ({ ...each, isPaused: false }));
        while (send()) continue;
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken).toHaveLength(shapes.reduce((sum, each) => sum + each.length, 0));
      },
    ),
  );
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endsPerS, foldPace, longQueue, unknownPace } from './drainPace.ts';
import type { DrainPace } from './drainPace.ts';

interface Look {
  readonly passedMs: number;
  readonly ends: number;
  readonly jobs: number;
}

const foldAll = (looks: readonly Look[], from: DrainPace = unknownPace): DrainPace =>
  looks.reduce(foldPace, from);
/** So many seconds of a queue of `jobs`, looked at ten times a second, of which so many end a second. */
const steady = (seconds: number, jobs: number, perS: number): Look[] =>
  Array.from({ length: seconds * 10 }, () => ({ passedMs: 100, ends: perS / 10, jobs }));

test('a pause, and a time with little to do, say nothing of how fast a long queue is done', () => {
  const busy = foldAll(steady(20, 1_000, 30));
  expect(endsPerS(busy)).toBeCloseTo(30);
  const paused = foldAll(
    [{ passedMs: 3_600_000, ends: 0, jobs: 0 }, ...steady(10, 2, 3)],
    foldPace(busy, { passedMs: 0, ends: 0, jobs: 0 }),
  );
  expect(endsPerS(paused)).toBeCloseTo(30);
  expect(endsPerS(foldAll(steady(10, 1_000, 30), paused))).toBeCloseTo(30);
});

test.each([
  { perS: 40, behindS: 7 },
  { perS: 5, behindS: 32 },
])('what was before the last $behindS s is forgotten where $perS jobs end a second', ({ perS, behindS }) => {
  const slow = foldAll(steady(60, 1_000, perS / 2));
  expect(endsPerS(foldAll(steady(behindS, 1_000, perS), slow))).toBeCloseTo(perS);
});

test('too few ends, none at all, or a queue that was never long: unknown', () => {
  expect(endsPerS(unknownPace)).toBeNull();
  expect(endsPerS(foldAll(steady(1, 1_000, 10)))).toBeNull();
  expect(endsPerS(foldAll(steady(60, 1_000, 0)))).toBeNull();
  expect(endsPerS(foldAll(steady(60, longQueue - 1, 30)))).toBeNull();
});

test('however irregular the looks, a steady pace is told to one end', () => {
  const story = fc.record({
    perS: fc.integer({ min: 2, max: 500 }),
    gaps: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 120, maxLength: 400 }),
  });
  fc.assert(
    fc.property(story, ({ perS, gaps }) => {
      let [pace, owed] = [{ ...unknownPace, jobs: longQueue }, 0];
      let toldMs = 0;
      for (const passedMs of gaps) {
        owed += (perS * passedMs) / 1_000;
        const ends = Math.floor(owed);
        owed -= ends;
        toldMs += passedMs;
        pace = foldPace(pace, { passedMs, ends, jobs: longQueue });
      }
      const rate = endsPerS(pace);
      // An end that has not come yet is the most that may be missing of what counts, 5 s or all that was told.
      if (rate !== null)
        expect(Math.abs(rate - perS)).toBeLessThanOrEqual(1_000 / Math.min(toldMs, 5_000) + 1e-6);
      else expect((perS * toldMs) / 1_000).toBeLessThan(21);
    }),
  );
});

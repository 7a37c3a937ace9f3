import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FAILURES_IN_WINDOW,
  LONGEST_DELAY_MS,
  WINDOW_MS,
  foldDeath,
  freshBudget,
  planDelay,
} from './backoff.ts';

describe('planDelay', () => {
  it('is none, then 1, 2, 4 … 60 s', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 9, 40].map((deaths) => planDelay(deaths, 0.5));
    expect(delays).toEqual([0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  });

  it('strays by 20 % at most, both ways', () => {
    expect([planDelay(3, 0), planDelay(3, 0.999_999)]).toEqual([1_600, 2_400]);
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (deaths, random) => {
          const delay = planDelay(deaths, random);
          expect(delay).toBeLessThanOrEqual(LONGEST_DELAY_MS * 1.2);
          expect(delay === 0).toBe(deaths <= 1);
        },
      ),
    );
  });
});

describe('foldDeath', () => {
  it('never lets five uncharged deaths within ten minutes pass', () => {
    const death = fc.record({
      afterMs: fc.integer({ min: 0, max: 900_000 }),
      readyMs: fc.integer({ min: 0, max: 900_000 }),
      isCharged: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(death, { maxLength: 40 }), (deaths) => {
        let [budget, now] = [freshBudget, 0];
        const paid: number[] = [];
        for (const { afterMs, readyMs, isCharged } of deaths) {
          now += afterMs;
          if (!isCharged) paid.push(now);
          const fold = foldDeath(budget, {
            now,
            random: 0.5,
            readyMs: Math.min(readyMs, afterMs),
            isCharged,
          });
          if (fold.delayMs === null) return;
          budget = fold.budget;
          expect(paid.filter((at) => now - at < WINDOW_MS).length).toBeLessThan(FAILURES_IN_WINDOW);
        }
      }),
    );
  });

  it('goes on for ever where five minutes of ready lie between', () => {
    let budget = freshBudget;
    for (let now = 0; now < 100 * 301_000; now += 301_000) {
      const fold = foldDeath(budget, { now, random: 0, readyMs: 300_000, isCharged: false });
      expect(fold.delayMs).toBe(0);
      budget = fold.budget;
    }
  });
});

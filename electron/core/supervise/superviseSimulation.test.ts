import { describe, expect, it } from 'vitest';
import { FAILURES_IN_WINDOW, WINDOW_MS } from './backoff.ts';
import { type Habit, type Odds, World } from './superviseWorld.ts';

const habits: readonly Habit[] = ['good', 'crashes', 'hangs', 'deaf', 'mute', 'slow-load', 'cannot-work'];
const wild: Odds = { habits, gap: 0.002, ask: 0.004, send: 0.2, stuck: 0.05, computeMs: 30_000 };

function each(seeds: number, act: (seed: number) => void): void {
  for (let seed = 1; seed <= seeds; seed += 1) {
    try {
      act(seed);
    } catch (thrown) {
      throw new Error(`seed ${seed}: ${String(thrown)}`, { cause: thrown });
    }
  }
}

describe('a simulated worker', () => {
  it('never has two processes, never loses a message, ends after every stop (10,000 seeds)', () => {
    let [spawns, kills, answers] = [0, 0, 0];
    each(10_000, (seed) => {
      const world = new World(seed, wild);
      world.happen({ type: 'startAsked' });
      world.run(120_000);
      world.end();
      spawns += world.spawns;
      kills += world.kills;
      answers += world.answers;
    });
    // The world must have been lively, or the promises above were never tried.
    expect(spawns).toBeGreaterThan(10_000);
    expect(kills).toBeGreaterThan(3_000);
    expect(answers).toBeGreaterThan(10_000);
  }, 120_000);

  it('gives up once its budget is spent, and only then', () => {
    let failed = 0;
    each(1_000, (seed) => {
      const odds: Odds = { ...wild, habits: ['crashes', 'hangs', 'mute'], gap: 0, ask: 0, send: 0, stuck: 0 };
      const world = new World(seed, odds);
      world.happen({ type: 'startAsked' });
      world.run(1_800_000, ({ state, deaths, now }) => {
        const recent = deaths.filter((at) => now - at < WINDOW_MS).length;
        if (state.phase !== 'failed' && recent >= FAILURES_IN_WINDOW)
          throw new Error('the budget is overspent');
      });
      if (world.state.phase !== 'failed') return;
      failed += 1;
      expect(world.deaths.length).toBeGreaterThanOrEqual(5);
      expect(world.spawns).toBe(world.deaths.length);
      expect(world.state.cause?.message).toBeTruthy();
    });
    expect(failed).toBeGreaterThan(500);
  }, 60_000);

  it('never kills a worker that beats and answers (1,000 simulated hours, the host stalling and sleeping)', () => {
    let answers = 0;
    each(100, (seed) => {
      const odds: Odds = { ...wild, habits: ['good'], gap: 0.001, ask: 0, send: 0.02, computeMs: 170_000 };
      const world = new World(seed, odds);
      world.happen({ type: 'startAsked' });
      world.run(36_000_000);
      expect(world.kills).toBe(0);
      expect(world.spawns).toBe(1);
      answers += world.answers;
    });
    expect(answers).toBeGreaterThan(10_000);
  }, 120_000);

  it.each([
    ['hangs', 0, 16_500],
    ['deaf', 1, 296_000],
    ['mute', 0, 31_500],
    ['slow-load', 0, 301_500],
  ] as const)(
    'finds a worker that %s in time',
    (habit, send, limitMs) => {
      each(200, (seed) => {
        const odds: Odds = { habits: [habit], gap: 0, ask: 0, send, stuck: 0, computeMs: 5_000 };
        const world = new World(seed, odds);
        world.happen({ type: 'startAsked' });
        let faultSince: number | null = null;
        world.run(1_200_000, ({ now, process, kills, state }) => {
          const isFaulty =
            habit === 'mute' ||
            (habit === 'slow-load' && state.phase === 'loading') ||
            process?.hasFault === true;
          if (kills > 0) return;
          if (isFaulty) faultSince ??= now;
          if (faultSince !== null && now - faultSince > limitMs)
            throw new Error(`not found after ${now - faultSince} ms`);
        });
        if (faultSince !== null) expect(world.kills).toBeGreaterThan(0);
      });
    },
    60_000,
  );
});

import { expect, it } from 'vitest';
import { createRandom } from '../seededRandom.ts';
import { step } from './supervise.ts';
import { died, toReady } from './supervisePlay.ts';
import { type What, createState } from './superviseState.ts';

const minute = 60_000;
const seeds = 10_000;

/** What was promised, said anew: the pause in seconds after each death, null when it is given up. */
class Promised {
  #row = 0;
  #lately: number[] = [];

  pauseAfter(now: number, readyMs: number): number | null {
    if (readyMs >= 5 * minute) this.#row = 0;
    this.#row += 1;
    this.#lately = [...this.#lately.filter((at) => at > now - 10 * minute), now];
    if (this.#row >= 5 || this.#lately.length >= 5) return null;
    return [0, 1, 2, 4, 8][this.#row - 1] ?? 60;
  }
}

/** Runs one worker through deaths until it is given up, or has died twelve times; the number of deaths. */
function live(seed: number): number {
  const random = createRandom(seed);
  const promised = new Promised();
  let [state, now] = [createState(0), 0];
  const happen = (what: What): void => {
    state = step(state, { ...what, now }).state;
  };
  happen({ type: 'startAsked' });
  for (let deaths = 1; deaths <= 12; deaths += 1) {
    for (const what of toReady.slice(1)) happen(what);
    const readyMs = random() < 0.5 ? 8 * minute * random() : 20_000 * random();
    const diedAt = now + readyMs;
    for (; now + 1_000 < diedAt; now += 1_000) for (const type of ['beat', 'tick'] as const) happen({ type });
    const readySince = state.readySince ?? 0;
    now = diedAt;
    const wasReadyMs = now - readySince;
    happen({ ...died, random: random() });
    const pauseS = promised.pauseAfter(now, wasReadyMs);
    if (pauseS === null) {
      expect(state).toMatchObject({ phase: 'failed', isWanted: false, cause: { lines: ['last words'] } });
      return deaths;
    }
    while (state.phase === 'backoff') {
      now += 50;
      happen({ type: 'tick' });
    }
    expect(state).toMatchObject({ phase: 'starting', isAlive: true });
    const pausedMs = now - diedAt;
    expect(pausedMs).toBeGreaterThanOrEqual(800 * pauseS);
    expect(pausedMs).toBeLessThanOrEqual(1_200 * pauseS + 50);
  }
  return 12;
}

it(`restarts as promised: at once, then 1, 2, 4 … s ± 20 %, until it is given up (${seeds} stories)`, () => {
  const ends = { given: 0, went: 0 };
  for (let seed = 1; seed <= seeds; seed += 1) {
    try {
      if (live(seed) < 12) ends.given += 1;
      else ends.went += 1;
    } catch (thrown) {
      throw new Error(`seed ${seed}: ${String(thrown)}`, { cause: thrown });
    }
  }
  // Both ends must have been met, or half of the promise was never tried.
  expect(Math.min(ends.given, ends.went)).toBeGreaterThan(100);
}, 120_000);

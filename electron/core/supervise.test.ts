import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from './supervise.ts';
import { type Effect, type Happening, type WorkerState, createState, nameCause } from './superviseState.ts';

type Untimed<H> = H extends Happening ? Omit<H, 'now'> : never;
type What = Untimed<Happening>;

const progress = { stage: 'weights', done: 1, total: 3 };
const died = {
  type: 'exited',
  code: 1,
  signal: null,
  lines: ['last words'],
  random: 0.5,
  mayRestart: true,
} as const;
const killed = { ...died, code: null, signal: 'SIGKILL' } as const;
const toReady: What[] = [
  { type: 'startAsked' },
  { type: 'spawned', pid: 7 },
  { type: 'hello', isOurProtocol: true },
  { type: 'ready', mispin: null },
];

/** Runs happenings 10 ms apart; a number waits that many ms with four ticks a second. */
function play(whats: readonly (What | number)[]): { state: WorkerState; effects: Effect[] } {
  let [state, now] = [createState(0), 0];
  const effects: Effect[] = [];
  const happen = (what: What): void => {
    const next = step(state, { ...what, now });
    state = next.state;
    effects.push(...next.effects);
  };
  for (const what of whats) {
    if (typeof what !== 'number') {
      now += 10;
      happen(what);
      continue;
    }
    for (const end = now + what; now < end; happen({ type: 'tick' })) now += 250;
  }
  return { state, effects };
}

const doings = (effects: readonly Effect[]): string[] => effects.map((effect) => effect.do);
const send = (id: string, predictedMs = 1_000): What => ({ type: 'sent', id, predictedMs });

describe('the way to ready', () => {
  it('loads only after hello and takes work only after ready', () => {
    const { state, effects } = play(toReady);
    expect(doings(effects)).toEqual(['spawn', 'load']);
    expect(state).toMatchObject({ phase: 'ready', pid: 7, cause: null });
    expect(play([...toReady.slice(0, 3), send('a')]).state.aboard).toEqual([]);
  });

  it('waits longer for a load that reports progress, not for one that repeats itself', () => {
    const loading = [...toReady.slice(0, 3), 299_000, { type: 'loading', progress } as const];
    expect(play([...loading, 299_000]).state.phase).toBe('loading');
    expect(play([...loading, 200_000, { type: 'loading', progress }, 102_000]).state.phase).toBe('stopping');
  });

  it('refuses a worker of another release for good, and one that says ready before its load as broken', () => {
    const other = play([...toReady.slice(0, 2), { type: 'hello', isOurProtocol: false }, killed]);
    expect(other.state).toMatchObject({ phase: 'failed', cause: { class: 'protocol' } });
    const early = play([...toReady.slice(0, 2), { type: 'ready', mispin: null }, killed]);
    expect(early.state).toMatchObject({ phase: 'starting', cause: { class: 'protocol' } });
  });

  it('ends a worker on the wrong device and leaves it so', () => {
    const { state, effects } = play([
      ...toReady.slice(0, 3),
      { type: 'ready', mispin: 'wrong card' },
      killed,
      99_000,
    ]);
    expect(doings(effects)).toEqual(['spawn', 'load', 'kill']);
    expect(state).toMatchObject({ phase: 'mispinned', cause: { message: 'wrong card' } });
  });

  it('looks at an obstacle outside the instance again, at no cost and without flicker', () => {
    const blocked: What = {
      type: 'spawnFailed',
      cause: nameCause('model', 'no such model'),
      isBlocked: true,
      random: 0,
      mayRestart: true,
    };
    const waiting = play([{ type: 'startAsked' }, blocked, 10_250]);
    expect(waiting.state).toMatchObject({ phase: 'blocked', cause: { message: 'no such model' } });
    expect(doings(waiting.effects)).toEqual(['spawn', 'spawn']);
    const healed = play([{ type: 'startAsked' }, blocked, 10_250, ...toReady.slice(1)]);
    expect(healed.state).toMatchObject({ phase: 'ready', cause: null, restarts: 0 });
  });
});

describe('death', () => {
  it('comes back at once, then after pauses, then not at all, with the cause and the last lines', () => {
    const first = play([...toReady, died]);
    expect(first.state).toMatchObject({ phase: 'starting', restarts: 1 });
    const again: What[] = [...toReady.slice(1), died];
    const second = play([...toReady, died, ...again]);
    expect(second.state).toMatchObject({ phase: 'backoff', deadlineAt: 90 + 1_000 });
    const spent = play([...toReady, died, ...again, 1_250, ...again, 2_250, ...again, 4_250, ...again]);
    expect(spent.state).toMatchObject({ phase: 'failed', restarts: 4, isWanted: false });
    expect(spent.state.cause).toMatchObject({ class: 'crash', exitCode: 1, lines: ['last words'] });
  });

  it('forgets failures in a row after five minutes of ready', () => {
    const live: (What | number)[] = [...toReady.slice(1)];
    for (let minute = 0; minute < 301; minute += 1) live.push(1_000, { type: 'beat' });
    const { state } = play([...toReady, died, ...toReady.slice(1), died, 1_250, ...live, died]);
    expect(state.phase).toBe('starting');
  });

  it('gives up at once on exit 78, in the words of the worker', () => {
    const words = { type: 'lastWords', kind: 'model', message: 'tokens.json is short' } as const;
    const { state } = play([...toReady.slice(0, 3), words, { ...died, code: 78 }]);
    expect(state).toMatchObject({
      phase: 'failed',
      cause: { class: 'model', message: 'tokens.json is short' },
    });
  });

  it.each([
    [{ code: 70, signal: null }, 'cuda'],
    [{ code: null, signal: 'SIGKILL' }, 'killed'],
    [{ code: null, signal: 'SIGSEGV' }, 'crash'],
    [{ code: 0, signal: null }, 'crash'],
  ])('%o is told as %s', (end, name) => {
    expect(play([...toReady, { ...died, ...end }]).state.cause).toMatchObject({
      class: name,
      ...{ exitCode: end.code },
    });
  });

  it('is charged to the batch that was computed; the one that waited goes back', () => {
    const { effects, state } = play([...toReady, send('a'), send('b'), died]);
    expect(effects).toContainEqual({ do: 'lose', charged: ['a'], returned: ['b'] });
    expect(state.budget).toMatchObject({ inRow: 0, times: [] });
  });

  it('with a batch aboard leaves the budget whole, until five in a row answered nothing', () => {
    const deadly: (What | number)[] = [...toReady.slice(1), send('x'), died, 70_000];
    const four = play([...toReady, ...deadly.slice(3), ...deadly, ...deadly, ...deadly]);
    expect(four.state).toMatchObject({ phase: 'starting', budget: { inRow: 0 } });
    const alive = play([
      ...toReady,
      ...deadly.slice(3),
      ...deadly,
      ...deadly,
      ...deadly,
      ...toReady.slice(1),
      send('y'),
      { type: 'answered', id: 'y' },
      send('x'),
      died,
      70_000,
    ]);
    expect(alive.state.phase).toBe('starting');
    expect(
      play([...toReady, ...deadly.slice(3), ...deadly, ...deadly, ...deadly, ...deadly]).state.phase,
    ).toBe('failed');
  });

  it('is final where the spec says never', () => {
    expect(play([...toReady, { ...died, mayRestart: false }]).state.phase).toBe('failed');
  });
});

describe('hanging', () => {
  it('idle: ended after 15 s of silence, at the second look', () => {
    expect(play([...toReady, 14_500]).effects.map((effect) => effect.do)).toEqual(['spawn', 'load']);
    const { state, effects } = play([...toReady, 15_750]);
    expect(doings(effects)).toContain('kill');
    expect(state.verdict?.cause).toMatchObject({ class: 'hung' });
  });

  it('busy: silence is forgiven for 90 s or five predictions', () => {
    expect(doings(play([...toReady, send('a'), 89_000]).effects)).not.toContain('kill');
    expect(doings(play([...toReady, send('a'), 91_000]).effects)).toContain('kill');
    expect(doings(play([...toReady, send('a', 60_000), 299_000]).effects)).not.toContain('kill');
  });

  it('busy and beating: the result is due after 180 s or twenty predictions', () => {
    const beating = (seconds: number): (What | number)[] =>
      Array.from({ length: seconds }, () => [1_000, { type: 'beat' } as const]).flat();
    expect(doings(play([...toReady, send('a'), ...beating(178)]).effects)).not.toContain('kill');
    expect(doings(play([...toReady, send('a'), ...beating(183)]).effects)).toContain('kill');
    expect(doings(play([...toReady, send('a', 30_000), ...beating(590)]).effects)).not.toContain('kill');
  });

  it('is no fault of the worker where the host stood still', () => {
    const { state: ready } = play(toReady);
    const late = step(ready, { type: 'tick', now: 3_600_000 }).state;
    const later = step(late, { type: 'tick', now: 3_600_250 });
    expect([late.isSuspect, later.effects]).toEqual([false, []]);
  });
});

describe('stopping', () => {
  const stop: What = { type: 'stopAsked', graceMs: 10_000 };

  it('is polite, then final; what was aboard goes back uncharged', () => {
    const { state, effects } = play([...toReady, send('a'), stop, 10_250, killed]);
    expect(doings(effects)).toEqual(['spawn', 'load', 'kill', 'lose']);
    expect(effects).toContainEqual({ do: 'lose', charged: [], returned: ['a'] });
    expect(state).toMatchObject({ phase: 'stopped', cause: null });
  });

  it('lets the batch aboard end first', () => {
    const draining = play([...toReady, send('a'), stop]);
    expect(draining.state.phase).toBe('draining');
    const drained = play([...toReady, send('a'), stop, { type: 'answered', id: 'a' }]);
    expect(doings(drained.effects)).toEqual(['spawn', 'load', 'shutdown']);
    expect(drained.state.phase).toBe('stopping');
  });

  it('never starts a second process beside one that cannot be killed', () => {
    const stuck = play([...toReady, stop, 16_000]);
    expect(stuck.state).toMatchObject({ phase: 'failed', isAlive: true });
    const asked = play([...toReady, stop, 16_000, { type: 'startAsked' }, 60_000]);
    expect(doings(asked.effects)).toEqual(['spawn', 'load', 'shutdown', 'kill']);
    const gone = play([...toReady, stop, 16_000, { type: 'startAsked' }, killed]);
    expect(gone.state.phase).toBe('starting');
  });

  it('during a pause between tries just ends it', () => {
    expect(play([...toReady, died, ...toReady.slice(1), died, stop]).state).toMatchObject({
      phase: 'stopped',
      cause: null,
    });
  });

  it('then start, before the old process is gone: the new one waits for its end', () => {
    const { state, effects } = play([...toReady, stop, { type: 'startAsked' }, { ...died, code: 0 }]);
    expect(doings(effects)).toEqual(['spawn', 'load', 'shutdown', 'spawn']);
    expect(state).toMatchObject({ phase: 'starting', restarts: 0 });
  });
});

const anyWhat: fc.Arbitrary<What> = fc.oneof(
  ...[
    ...toReady,
    died,
    killed,
    { ...died, code: 78 } as const,
    { type: 'beat' } as const,
    { type: 'tick' } as const,
  ].map((what) => fc.constant<What>(what)),
  fc.constant<What>({ type: 'stopAsked', graceMs: 2_000 }),
  fc.constant<What>({ type: 'restartAsked', graceMs: 10_000 }),
  fc.constant<What>({ type: 'babbled', message: 'noise' }),
  fc.constant<What>({ type: 'loading', progress }),
  fc.constant<What>({ type: 'lastWords', kind: 'cuda', message: 'poisoned' }),
  fc.constantFrom('a', 'b').map((id): What => send(id)),
  fc.constantFrom('a', 'b').map((id): What => ({ type: 'answered', id })),
);

describe('any order of happenings', () => {
  it('keeps the phase true to the process', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(anyWhat, fc.integer({ min: -9_000, max: 400_000 })), { maxLength: 60 }),
        (story) => {
          let [state, now] = [createState(0), 0];
          for (const [what, ms] of story) {
            now += ms;
            const before = state;
            // A process that is not there cannot end.
            if (what.type === 'exited' && !before.isAlive) continue;
            const { state: after, effects } = step(before, { ...what, now });
            state = after;
            if (doings(effects).includes('spawn'))
              expect(before.isAlive && what.type !== 'exited').toBe(false);
            if (doings(effects).includes('kill')) expect(before.isAlive).toBe(true);
            if (['ready', 'busy', 'draining', 'stopping', 'loading'].includes(state.phase))
              expect(state.isAlive).toBe(true);
            if (['stopped', 'backoff', 'mispinned'].includes(state.phase)) expect(state.isAlive).toBe(false);
            if (state.phase === 'busy') expect(state.aboard.length).toBeGreaterThan(0);
            if (state.phase === 'ready') expect(state.aboard).toEqual([]);
            if (state.phase === 'backoff') expect(state.deadlineAt).not.toBeNull();
            if (state.phase === 'failed') expect(state.cause?.message).toBeTruthy();
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

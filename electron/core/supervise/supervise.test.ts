import { describe, expect, it } from 'vitest';
import { died, doings, killed, play, progress, send, toReady } from './supervisePlay.ts';
import { type What, nameCause } from './superviseState.ts';

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

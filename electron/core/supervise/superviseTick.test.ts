import { describe, expect, it } from 'vitest';
import { step } from './supervise.ts';
import { died, doings, killed, play, send, toReady } from './supervisePlay.ts';
import type { What } from './superviseState.ts';

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
      Array.from({ length: seconds * 4 }, () => [240, { type: 'beat' } as const]).flat();
    expect(doings(play([...toReady, send('a'), ...beating(178)]).effects)).not.toContain('kill');
    expect(doings(play([...toReady, send('a'), ...beating(183)]).effects)).toContain('kill');
    expect(doings(play([...toReady, send('a', 30_000), ...beating(590)]).effects)).not.toContain('kill');
  });

  it('asked for a batch back: its answer is due after 4 s or three predictions, whoever beats', () => {
    const back: What = { type: 'askedBack', id: 'a' };
    const beat: What = { type: 'beat' };
    expect(doings(play([...toReady, send('a'), back, 3_900, beat, back]).effects)).not.toContain('kill');
    const deaf = play([...toReady, send('a'), 1_000, back, 3_900, beat, 900]);
    expect(doings(deaf.effects)).toContain('kill');
    expect(deaf.state.verdict?.cause.message).toMatch(/asked for a batch back/);
    expect(doings(play([...toReady, send('a', 5_000), back, 14_500]).effects)).not.toContain('kill');
    const answered: What = { type: 'answered', id: 'a' };
    expect(doings(play([...toReady, send('a'), back, 3_000, answered, 9_000]).effects)).not.toContain('kill');
  });

  it('asked for a batch back that waits: the one before it has its own time', () => {
    const back: What = { type: 'askedBack', id: 'b' };
    const { effects } = play([...toReady, send('a'), send('b'), back, 60_000]);
    expect(doings(effects)).not.toContain('kill');
  });

  it('is believed only at the second look: what waits in the pipe is read between them', () => {
    let { state } = play([...toReady, 11_000]);
    // A stall too short to move the deadlines.
    state = step(state, { type: 'tick', now: state.seenAt + 4_900 }).state;
    expect(state).toMatchObject({ phase: 'ready', isSuspect: true });
    state = step(state, { type: 'beat', now: state.seenAt + 1 }).state;
    const second = step(state, { type: 'tick', now: state.seenAt + 250 });
    expect([second.state.phase, second.state.isSuspect, second.effects]).toEqual(['ready', false, []]);
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

import { describe, expect, it } from 'vitest';
import { died, doings, killed, play, send, toReady } from './supervisePlay.ts';
import { type What, nameCause } from './superviseState.ts';

const lost: What = { type: 'obstructed', cause: nameCause('gpu-lost', 'The GPU is lost.') };
const misplaced: What = { type: 'misplaced', message: 'on another card' };
const inTheWay: What = { ...died, type: 'spawnFailed', cause: nameCause('gpu-lost', ''), isBlocked: true };
const stop: What = { type: 'stopAsked', graceMs: 10_000 };

describe('a worker whose card is lost', () => {
  it('is ended and blocked; its batches go back, charged to nobody, and no budget is spent', () => {
    const { state, effects } = play([...toReady, send('a'), send('b'), lost, killed]);
    expect(state).toMatchObject({ phase: 'blocked', isWanted: true, cause: { class: 'gpu-lost' } });
    expect(effects).toContainEqual({ do: 'lose', charged: [], returned: ['a', 'b'] });
    expect(state.budget.times).toEqual([]);
  });

  it('comes back as soon as nothing is in the way, and looks by itself every 10 s', () => {
    expect(play([...toReady, lost, killed, { type: 'cleared' }]).effects.at(-1)).toEqual({ do: 'spawn' });
    expect(doings(play([...toReady, lost, killed, 10_250]).effects).at(-1)).toBe('spawn');
  });

  it('never loops: an hour of a lost card costs no process, no restart and no budget', () => {
    const tries = Array.from({ length: 360 }, () => [10_250, inTheWay]).flat();
    const { state } = play([...toReady, lost, killed, ...tries]);
    expect(state).toMatchObject({ phase: 'blocked', restarts: 0, budget: { inRow: 0, times: [] } });
  });

  it('is left stopped by a user who stops it meanwhile', () => {
    expect(play([...toReady, lost, stop, killed]).state.phase).toBe('stopped');
    expect(play([...toReady, lost, killed, stop, { type: 'cleared' }]).state.phase).toBe('stopped');
  });

  it('is not judged before it has a process, nor after its end', () => {
    expect(play([{ type: 'startAsked' }, lost]).state.phase).toBe('starting');
    expect(play([...toReady, stop, lost]).state).toMatchObject({ phase: 'stopping', verdict: null });
  });
});

describe('a worker on the wrong card', () => {
  it('is ended and not tried again; its batches go back, charged to nobody', () => {
    const { state, effects } = play([...toReady, send('a'), misplaced, killed, 600_000]);
    expect(state).toMatchObject({ phase: 'mispinned', isWanted: false, cause: { class: 'mispinned' } });
    expect(effects).toContainEqual({ do: 'lose', charged: [], returned: ['a'] });
    expect(doings(effects).filter((effect) => effect === 'spawn')).toHaveLength(1);
  });
});

import { describe, expect, it } from 'vitest';
import { listMarks } from './listMarks.ts';
import { step } from './supervise.ts';
import { died, send, toReady } from './supervisePlay.ts';
import { type What, type WorkerState, createState, nameCause } from './superviseState.ts';

/** Marks of a story; happenings come 10 ms apart, a number waits that many ms. */
function tell(whats: readonly (What | number)[]): string[] {
  let [state, now]: [WorkerState, number] = [createState(0), 0];
  return whats.flatMap((what) => {
    now += typeof what === 'number' ? what : 10;
    const before = state;
    state = step(state, { ...(typeof what === 'number' ? { type: 'tick' } : what), now }).state;
    return listMarks(before, state);
  });
}

const again = toReady.slice(1);
const stop: What = { type: 'stopAsked', graceMs: 10_000 };
const left: What = { ...died, code: 0 };
const lost: What = { type: 'obstructed', cause: nameCause('gpu-lost', 'The GPU is lost.') };

describe('marks', () => {
  it('tell of a quiet life', () => {
    const life = [...toReady, send('a'), { type: 'answered', id: 'a' } as const, stop, left];
    expect(tell(life)).toEqual(['started', 'ready', 'stopped']);
  });

  it('tell of deaths by their kind, and of what came of them', () => {
    expect(tell([...toReady, died, ...again])).toEqual(['started', 'ready', 'crashed', 'restarted', 'ready']);
    const oom: What = { type: 'lastWords', kind: 'oom', message: 'out of memory' };
    expect(tell([...toReady, oom, died])).toContain('oom');
    expect(tell([...toReady, ...Array.from({ length: 5 }, () => 4_000), died])).toContain('hung');
    expect(tell([...toReady, { ...died, code: 78 }])).toEqual(['started', 'ready', 'crashed', 'failed']);
  });

  it('tell of wrong and lost cards, not as crashes', () => {
    expect(tell([...toReady, { type: 'misplaced', message: 'on another card' }, died])).toEqual([
      'started',
      'ready',
      'mispinned',
    ]);
    expect(tell([...toReady, lost, died, { type: 'cleared' }, ...again])).toEqual([
      'started',
      'ready',
      'blocked',
      'started',
      'ready',
    ]);
  });

  it('tell once of an obstacle that stands', () => {
    const inTheWay: What = {
      ...died,
      type: 'spawnFailed',
      cause: nameCause('gpu-memory', ''),
      isBlocked: true,
    };
    const tries = [10_000, inTheWay, 10_000, inTheWay];
    expect(tell([{ type: 'startAsked' }, inTheWay, ...tries])).toEqual(['blocked']);
  });
});

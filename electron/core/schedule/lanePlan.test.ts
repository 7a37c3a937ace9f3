import { describe, expect, test } from 'vitest';
import { keepsTurn, planTurns } from './lanePlan.ts';
import type { LaneJob } from './lanePlan.ts';

const job = (id: string, more: Partial<LaneJob> = {}): LaneJob => ({
  id,
  rank: 0,
  isRunnable: true,
  aheadS: 0,
  isBegun: false,
  isWaiting: true,
  ...more,
});
const limits = { longestLane: 4, backlogS: 1_200, hasRoom: true };
const plan = (jobs: readonly LaneJob[], more: Partial<typeof limits> = {}): string =>
  planTurns(jobs, 0, { ...limits, ...more })
    .map(({ id }) => id)
    .join(' ');

describe('planTurns', () => {
  test('the first in order first; what nobody can recognise comes last', () => {
    expect(
      plan([job('a', { rank: 2 }), job('b', { rank: 1 }), job('c', { rank: 0, isRunnable: false })]),
    ).toBe('b a c');
  });

  test('nobody far ahead of its recognition goes on, nobody at all without room', () => {
    expect(plan([job('a', { isBegun: true, aheadS: 570 }), job('b', { isBegun: true, aheadS: 500 })])).toBe(
      'b',
    );
    expect(plan([job('a')], { hasRoom: false })).toBe('');
  });

  test('while enough waits to be recognised only what comes before it is begun', () => {
    const busy = job('a', { rank: 5, isBegun: true, isWaiting: false, aheadS: 1_300 });
    expect(plan([busy, job('late', { rank: 9 }), job('short', { rank: 1 })])).toBe('short');
  });

  test('what waits for a stopped instance holds up nobody else', () => {
    const stuck = job('a', { isBegun: true, aheadS: 1_300, isRunnable: false });
    expect(plan([stuck, job('b'), job('c', { isRunnable: false, rank: 1 })])).toBe('b');
  });

  test('decoders started are bounded', () => {
    expect(planTurns([job('a'), job('b', { isBegun: true })], 4, limits).map(({ id }) => id)).toEqual(['b']);
  });
});

test('a turn is kept until the job is far ahead or a better one waits', () => {
  expect(keepsTurn(job('a', { rank: 1 }), null, true)).toBe(true);
  expect(keepsTurn(job('a', { rank: 1 }), job('b', { rank: 2 }), true)).toBe(true);
  expect(keepsTurn(job('a', { rank: 1 }), job('b', { rank: 0 }), true)).toBe(false);
  expect(keepsTurn(job('a', { aheadS: 600 }), null, true)).toBe(false);
  expect(keepsTurn(job('a'), null, false)).toBe(false);
});

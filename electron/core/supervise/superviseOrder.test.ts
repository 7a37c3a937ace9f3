import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { step } from './supervise.ts';
import { died, doings, killed, progress, send, toReady } from './supervisePlay.ts';
import { type What, type WorkerState, createState, nameCause } from './superviseState.ts';

const alive: readonly string[] = ['ready', 'busy', 'draining', 'stopping', 'loading'];
const dead: readonly string[] = ['stopped', 'backoff', 'mispinned'];

/** Promises that hold after every step; the names of those that do not. */
function findBreach(
  before: WorkerState,
  after: WorkerState,
  { what, effects }: { what: What; effects: readonly string[] },
): string[] {
  const promises: [string, boolean][] = [
    ['one process at a time', !effects.includes('spawn') || !before.isAlive || what.type === 'exited'],
    ['only the living are killed', !effects.includes('kill') || before.isAlive],
    ['phases of a process', !alive.includes(after.phase) || after.isAlive],
    ['phases without one', !dead.includes(after.phase) || !after.isAlive],
    [
      'busy if and only if a batch is aboard',
      !after.phase.match(/^(ready|busy)$/) || (after.phase === 'busy') === after.aboard.length > 0,
    ],
    ['a pause ends', after.phase !== 'backoff' || after.deadlineAt !== null],
    [
      'failed has a cause, stopped has none',
      (after.phase !== 'failed' || after.cause !== null) &&
        (after.phase !== 'stopped' || after.cause === null),
    ],
  ];
  return promises.flatMap(([name, holds]) => (holds ? [] : [name]));
}

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
  fc.constant<What>({ type: 'misplaced', message: 'on another card' }),
  fc.constant<What>({ type: 'obstructed', cause: nameCause('gpu-lost', 'The GPU is lost.') }),
  fc.constant<What>({ type: 'cleared' }),
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
            expect(findBreach(before, state, { what, effects: doings(effects) })).toEqual([]);
          }
        },
      ),
      { numRuns: 3_000 },
    );
  });
});

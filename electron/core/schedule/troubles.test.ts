import { expect, test } from 'vitest';
import type { BatchTrouble } from '../../contract/job.ts';
import { firstStanding, stepRefused } from './ladder.ts';
import type { Standing } from './ladder.ts';
import { nameNext, noteTroubles } from './troubles.ts';

const makeTrouble = (at: number): BatchTrouble => ({
  ...{ at, instanceId: 'a', kind: 'oom', paddedS: 280, segments: 3, next: 'half' },
});

test('a job keeps the newest of what it met, in order', () => {
  let troubles: readonly BatchTrouble[] = [];
  for (let at = 0; at < 50; at += 1) troubles = noteTroubles(troubles, [makeTrouble(at)]);
  expect(troubles.map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, at) => 30 + at));
  expect(noteTroubles(troubles, [])).toBe(troubles);
});

test('a segment that no memory holds: half, then alone and elsewhere, then left out', () => {
  const steps: (string | null)[] = [];
  let standing: Standing | null = firstStanding;
  for (const [instanceId, wasAlone] of [
    ['a', false],
    ['a', false],
    ['b', true],
  ] as const) {
    standing = stepRefused(standing ?? firstStanding, { kind: 'oom', instanceId, wasAlone });
    steps.push(nameNext('oom', standing));
  }
  expect(steps).toEqual(['half', 'alone', 'left-out']);
});

test('what was taken back, or ended with its worker, is no trouble of the segment', () => {
  for (const kind of ['gone', 'dropped'] as const) {
    const standing = stepRefused(firstStanding, { kind, instanceId: 'a', wasAlone: true });
    expect([standing, nameNext(kind, standing)]).toEqual([firstStanding, null]);
  }
});

import { expect, it } from 'vitest';
import type { FleetMark } from '../../electron/contract/machine.ts';
import { filterMarks, groupMarks } from './chartMarks.ts';

const mark = (
  at: number,
  kind: FleetMark['kind'],
  of: { instanceId?: string; gpuUuid?: string } = {},
): FleetMark => ({
  at,
  kind,
  instanceId: of.instanceId ?? null,
  gpuUuid: of.gpuUuid ?? null,
});

it('marks of another instance, card or time stay off a chart', () => {
  const marks = [
    mark(10, 'oom', { instanceId: 'a' }),
    mark(20, 'oom', { instanceId: 'b' }),
    mark(30, 'card-lost', { gpuUuid: 'GPU-1' }),
    mark(40, 'card-lost', { gpuUuid: 'GPU-2' }),
    mark(99, 'ready', { instanceId: 'a' }),
  ];
  const shown = filterMarks(marks, { fromMs: 0, toMs: 50, instanceIds: ['a'], gpuUuid: 'GPU-1' });
  expect(shown.map(({ at }) => at)).toEqual([10, 30]);
});

it('marks that would lie on each other are one, as loud as the loudest', () => {
  const groups = groupMarks([mark(1, 'ready'), mark(2, 'oom'), mark(900, 'started')], {
    fromMs: 0,
    toMs: 1000,
    room: 20,
  });
  expect(groups.map(({ tone, marks }) => [tone, marks.length])).toEqual([
    ['bad', 2],
    ['idle', 1],
  ]);
});

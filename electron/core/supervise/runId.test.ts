import { expect, it } from 'vitest';
import { renderRunId } from './runId.ts';

const at = Date.UTC(2026, 10, 23, 17, 39, 13, 123);

it('names a run by its time', () => {
  expect(renderRunId(at, null)).toBe('20261123T173913123Z');
});

it('sorts behind the run before, though the clock stands or goes back', () => {
  const first = renderRunId(at, null);
  const second = renderRunId(at, first);
  const third = renderRunId(at - 3_600_000, second);
  expect([first, second, third].toSorted()).toEqual([first, second, third]);
  expect(new Set([first, second, third]).size).toBe(3);
});

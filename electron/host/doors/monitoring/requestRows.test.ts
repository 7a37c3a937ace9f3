import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { requestView } from '../../../contract/request.ts';
import type { RequestView } from '../../../contract/request.ts';
import { createRequestRows } from './requestRows.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

let id = 0;
function row(change: Partial<RequestView> = {}): RequestView {
  id += 1;
  return requestView.parse({
    ...{ id, at: id, instanceId: null, method: 'POST', route: '/v1/jobs', status: 429, code: 'busy' },
    ...{ keyName: null, jobId: null, uploadMs: null, queueMs: null, recogniseMs: null, answerMs: null },
    ...{ totalMs: 1, ...change },
  });
}

function openRows() {
  const lines: RequestView[] = [];
  const rows = createRequestRows({
    write: (line) => lines.push({ ...(JSON.parse(line) as RequestView), at: 0 }),
  });
  return { rows, lines, seen: () => rows.recent().map(({ status, times }) => [status, times]) };
}

test('a flood of refusals is two rows: the first at once, the others counted, with the longest time', () => {
  const { rows, lines, seen } = openRows();
  for (let at = 1; at <= 1_000; at += 1) rows.add(row({ totalMs: at % 100 }));
  expect(seen()).toEqual([
    [429, 999],
    [429, 1],
  ]);
  expect(lines).toHaveLength(1);
  vi.advanceTimersByTime(10_000);
  expect(lines).toMatchObject([{ times: 1 }, { times: 999, totalMs: 99 }]);
});

test('one that goes on is a row every ten seconds, one that ended begins anew', () => {
  const { rows, lines, seen } = openRows();
  for (let second = 0; second < 30; second += 1) {
    for (let at = 0; at < 100; at += 1) rows.add(row());
    vi.advanceTimersByTime(1_000);
  }
  expect(seen().map(([, times]) => times)).toEqual([1_000, 1_000, 999, 1]);
  vi.advanceTimersByTime(60_000);
  rows.add(row());
  expect(seen()[0]).toEqual([429, 1]);
  expect(lines.reduce((sum, { times }) => sum + times, 0)).toBe(3_001);
});

test.each([
  ['with another key', { keyName: 'n8n' }],
  ['by another door', { instanceId: 'i-1' }],
  ['for another cause', { status: 503, code: 'host-closing' }],
])('one turned away %s is a row of its own', (_what, change) => {
  const { rows, seen } = openRows();
  rows.add(row());
  rows.add(row(change));
  expect(seen().map(([, times]) => times)).toEqual([1, 1]);
});

test.each([
  ['text', { status: 200, code: null, jobId: 'j-1' }],
  ['a file that is no sound', { status: 400, code: 'file-not-audio', jobId: 'j-1' }],
  ['a look', { status: 200, code: null, method: 'GET' }],
  ['a host that ends while a job goes on', { status: 503, code: 'host-closing', jobId: 'j-1' }],
])('%s is always one', (_what, change) => {
  const { rows, lines, seen } = openRows();
  for (let at = 0; at < 3; at += 1) rows.add(row(change));
  expect(seen().map(([, times]) => times)).toEqual([1, 1, 1]);
  expect(lines).toHaveLength(3);
});

import { expect, test } from 'vitest';
import type { JobState } from '../../contract/job.ts';
import type { JobRun } from './jobRun.ts';
import { pickShown } from './shownRuns.ts';

const runIn = (state: JobState, id: number) => ({ record: { id: `${id}`, state } }) as JobRun;

test('of thousands that wait a snapshot shows the first accepted, and all that are under way', () => {
  const waiting = Array.from({ length: 10_000 }, (_, at) => runIn('queued', at));
  const runs = [...waiting, runIn('running', 10_000), runIn('done', 10_001), runIn('decoding', 10_002)];
  const shown = pickShown(runs).map(({ record }) => record.id);
  expect(shown).toEqual([...waiting.slice(0, 500).map(({ record }) => record.id), '10000', '10002']);
});

import fc from 'fast-check';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobState, type JobState } from '../../contract/job.ts';
import { openStore } from './store.ts';
import type { JobRecord, Store } from './storePort.ts';
import { quietLog as log, sampleClock as clock, sampleJob } from './storeSample.ts';

const states = jobState.options;
const dir = mkdtempSync(join(tmpdir(), 'store-'));
let store: Store;
// Many share a moment of acceptance, so that the order falls to the ids.
const jobs: JobRecord[] = Array.from({ length: 300 }, (_, index) =>
  sampleJob({
    id: `j${(index * 7) % 300}`,
    acceptedAt: 1000 + Math.floor(((index * 13) % 300) / 10),
    state: states[index % states.length] as JobState,
    target: index % 3 === 0 ? { kind: 'instance', instanceId: `i${index % 2}` } : { kind: 'fleet' },
  }),
);

beforeAll(async () => {
  store = await openStore({ path: join(dir, 'p.db'), log, clock });
  await Promise.all(jobs.map((job) => store.acceptJob(job)));
});
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

interface Filter {
  instanceId?: string | undefined;
  states?: JobState[] | undefined;
}

function wanted({ instanceId, states: among }: Filter): string[] {
  return jobs
    .filter(({ target }) => !instanceId || (target.kind === 'instance' && target.instanceId === instanceId))
    .filter(({ state }) => !among || among.includes(state))
    .sort((a, b) => b.acceptedAt - a.acceptedAt || (a.id < b.id ? 1 : -1))
    .map(({ id }) => id);
}

describe('paging', () => {
  it('gives every job that fits once, newest first, whatever the page size', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          limit: fc.integer({ min: 1, max: 120 }),
          instanceId: fc.constantFrom(undefined, 'i0', 'i1', 'nobody'),
          states: fc.option(fc.subarray([...states]), { nil: undefined }),
        }),
        async ({ limit, ...filter }) => {
          const seen: string[] = [];
          let before: string | undefined;
          do {
            const page = await store.page({ limit, before, ...filter });
            expect(page.jobs.length).toBeLessThanOrEqual(limit);
            seen.push(...page.jobs.map(({ id }) => id));
            before = page.next ?? undefined;
          } while (before !== undefined);
          expect(seen).toEqual(wanted(filter));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('lists a job without its detector state and marks', async () => {
    const { jobs: listed } = await store.page({ limit: 500 });
    const { vadState, punct, punctCarry, ...summary } = jobs.find(
      ({ id }) => id === listed[0]?.id,
    ) as JobRecord;
    expect([vadState, punct, punctCarry]).toEqual([null, [], null]);
    expect(listed[0]).toEqual(summary);
  });

  it('goes on at the same place where jobs come and go between pages', async () => {
    const first = await store.page({ limit: 10 });
    await store.acceptJob(sampleJob({ id: 'newer', acceptedAt: 9999 }));
    const second = await store.page({ limit: 10, before: first.next ?? undefined });
    await store.removeJobs(['newer']);
    expect(second.jobs.map(({ id }) => id)).toEqual(wanted({}).slice(10, 20));
  });

  it.each(['', 'abc', 'bnVsbA', Buffer.from('[1]').toString('base64url'), '💥'])(
    'refuses %j as a place to go on from',
    async (before) => {
      await expect(store.page({ limit: 1, before })).rejects.toMatchObject({ code: 'bad-request' });
    },
  );
});

describe('counts', () => {
  it('counts each state where the port says', async () => {
    const of = (...among: JobState[]) => wanted({ states: among }).length;
    expect(await store.counts()).toEqual({
      active: of('decoding', 'running'),
      waiting: of('queued', 'waiting', 'paused'),
      done: of('done', 'skipped'),
      failed: of('failed', 'incomplete', 'quarantined'),
    });
  });
});

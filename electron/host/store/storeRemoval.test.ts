import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from './store.ts';
import { quietLog as log, sampleClock as clock, sampleJob, sampleTranscript } from './storeSample.ts';

it('gives the room of what was removed back to the disk, piece by piece, and finds it no more', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  const path = join(dir, 'paradeck.db');
  let store = await openStore({ path, log, clock });
  const text = '今天天气好。'.repeat(500);
  const ids = Array.from({ length: 300 }, (_, n) => `j${n}`);
  await Promise.all(
    ids.map(async (id, n) => {
      await store.acceptJob(sampleJob({ id }));
      await store.finishJob(id, { state: 'done', endedAt: n }, sampleTranscript(id, text));
    }),
  );
  await store.acceptJob(sampleJob({ id: 'kept' }));
  await store.close();
  const fullBytes = statSync(path).size;

  store = await openStore({ path, log, clock });
  expect(await store.countEndedBefore(150)).toBe(150);
  expect((await store.endedBefore(150, 2)).map(({ id }) => id)).toEqual(['j0', 'j1']);
  await store.removeJobs([...ids, 'never there']);
  let pieces = 1;
  while (await store.vacuum()) pieces += 1;
  expect(pieces).toBeGreaterThan(1);
  expect(await store.search('天气', 10)).toEqual([]);
  expect((await store.page({ limit: 10 })).jobs.map(({ id }) => id)).toEqual(['kept']);
  await store.close();
  expect(statSync(path).size).toBeLessThan(fullBytes / 10);
  rmSync(dir, { recursive: true });
});

it('lets a skipped job point to no transcript that was removed', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  const store = await openStore({ path: join(dir, 'paradeck.db'), log, clock });
  await store.acceptJob(sampleJob({ id: 'first', state: 'done' }));
  await store.acceptJob(sampleJob({ id: 'other', state: 'done' }));
  await store.acceptJob(sampleJob({ id: 'copy', state: 'skipped', sameAs: 'first' }));
  await store.acceptJob(sampleJob({ id: 'kept', state: 'skipped', sameAs: 'other' }));
  await store.removeJobs(['first']);
  expect((await store.job('copy'))?.sameAs).toBeNull();
  expect((await store.job('kept'))?.sameAs).toBe('other');
  await store.close();
  rmSync(dir, { recursive: true });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from './store.ts';
import { quietLog as log, sampleClock as clock, sampleJob, sampleSegments } from './storeSample.ts';

it('says that the disk is full, stays readable, and goes on by itself once there is room', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'store-'));
  const path = join(dir, 'paradeck.db');
  let store = await openStore({ path, log, clock, maxPages: 200 });
  const accepted: string[] = [];
  const fill = async (): Promise<unknown> => {
    for (let n = accepted.length; n < 300; n++) {
      const id = `j${n}`;
      try {
        await store.acceptJob(sampleJob({ id, vadState: 'x'.repeat(10_000) }));
      } catch (thrown) {
        return thrown;
      }
      accepted.push(id);
    }
    return null;
  };
  expect(await fill()).toMatchObject({ code: 'disk-full', detail: { path } });
  expect(accepted.length).toBeGreaterThan(10);

  const listed = async () => (await store.page({ limit: 500 })).jobs.map(({ id }) => id).sort();
  expect(await listed()).toEqual(accepted.toSorted());
  await expect(
    store.recordSpeech(
      'j0',
      { scannedSamples: 1, isScanned: false, vadState: 'y'.repeat(90_000) },
      sampleSegments(3),
    ),
  ).rejects.toMatchObject({ code: 'disk-full' });
  expect(await store.segments('j0')).toEqual([]);
  expect((await store.job('j0'))?.vadState).toBe('x'.repeat(10_000));

  // Two go for one large and one small: whether one's pages suffice for its like depends on how rows fall on pages.
  await store.removeJobs(['j0']);
  await store.removeJobs(['j1']);
  await store.acceptJob(sampleJob({ id: 'room', vadState: 'x'.repeat(10_000) }));
  await store.acceptJob(sampleJob({ id: 'small' }));
  accepted.splice(0, 2, 'room', 'small');
  expect(await listed()).toEqual(accepted.toSorted());

  await store.close();
  store = await openStore({ path, log, clock });
  expect(await fill()).toBeNull();
  expect(accepted).toHaveLength(300);
  await store.close();
  rmSync(dir, { recursive: true });
});

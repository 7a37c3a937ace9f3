import { readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { writeSpeech } from './testSound.ts';

const dayMs = 86_400_000;
const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] } };

let nowMs = Date.UTC(2026, 0, 1);
const homes: JobsHome[] = [];
async function open(): Promise<JobsHome> {
  const home = await openJobsHome({ ports: { clock: { now: () => nowMs } } });
  homes.push(home);
  home.pool.add('a');
  return home;
}
afterEach(async () => {
  for (const home of homes.splice(0)) {
    expect(home.errors).toEqual([]);
    await home.close();
  }
});

async function run(home: JobsHome, name: string, isUpload = false): Promise<string> {
  nowMs += 1;
  let path = join(home.files, name);
  await writeSpeech(path, 5);
  if (isUpload) await rename(path, (path = join(home.home, 'uploads', name)));
  const { id } = await home.jobs.submit({ ...job, path, isUpload });
  expect((await home.ended(id)).state).toBe('done');
  return id;
}

const left = async (home: JobsHome): Promise<string[]> =>
  (await home.jobs.list({ limit: 100 })).jobs.map(({ id }) => id).reverse();

test('what ended long enough ago goes with its transcript and our copy; files of the user stay', async () => {
  const home = await open();
  home.settings = { ...home.settings, saveTo: { kind: 'source' } };
  const old = await run(home, 'old.wav');
  const upload = await run(home, 'old upload.wav', true);
  nowMs += 10 * dayMs;
  const fresh = await run(home, 'fresh.wav');
  expect(await home.jobs.removeEnded(9 * dayMs, true)).toBe(2);
  expect(await left(home)).toEqual([old, upload, fresh]);
  expect(await home.jobs.removeEnded(9 * dayMs, false)).toBe(2);
  expect(await left(home)).toEqual([fresh]);
  expect(home.jobs.counts().done).toBe(1);
  expect(home.events.filter(({ type }) => type === 'job.removed')).toHaveLength(2);
  await expect(home.jobs.transcript(old)).rejects.toMatchObject({ code: 'job-not-found' });
  expect(await readdir(join(home.home, 'uploads'))).toEqual([]);
  expect((await readdir(home.files)).sort()).toEqual(['fresh.txt', 'fresh.wav', 'old.txt', 'old.wav']);
  expect((await readFile(join(home.files, 'old.txt'), 'utf8')).length).toBeGreaterThan(0);
});

test('jobs under way are not among the old ones', async () => {
  const home = await open();
  home.pool.turn('a', 'stopped');
  await writeSpeech(join(home.files, 'waits.wav'), 5);
  const { id } = await home.jobs.submit({ ...job, path: join(home.files, 'waits.wav'), isUpload: false });
  nowMs += 1000 * dayMs;
  expect(await home.jobs.removeEnded(0, false)).toBe(0);
  home.pool.turn('a', 'ready');
  expect((await home.ended(id)).state).toBe('done');
});

test('the settings keep history for good, or so many days: at once, and after a restart', async () => {
  const home = await open();
  const old = await run(home, 'old.wav');
  nowMs += 400 * dayMs;
  await home.reopen();
  expect(await left(home)).toEqual([old]);
  const removed = (): number => home.events.filter(({ type }) => type === 'job.removed').length;
  home.settings = { ...home.settings, keepDays: 30 };
  await expect.poll(removed).toBe(1);
  const fresh = await run(home, 'fresh.wav');
  nowMs += 31 * dayMs;
  await home.reopen();
  await expect.poll(removed).toBe(2);
  await expect(home.jobs.get(fresh)).rejects.toMatchObject({ code: 'job-not-found' });
});

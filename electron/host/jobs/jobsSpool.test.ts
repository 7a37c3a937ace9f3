import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { Failed } from '../../core/failed.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { writeSpeech } from './testSound.ts';

const homes: JobsHome[] = [];
async function open(...args: Parameters<typeof openJobsHome>): Promise<JobsHome> {
  const home = await openJobsHome(...args);
  homes.push(home);
  return home;
}
afterEach(async () => {
  for (const home of homes.splice(0)) await home.close();
});

const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };
async function submit(home: JobsHome, seconds: number): Promise<string> {
  const path = join(home.files, `${seconds}.wav`);
  await writeSpeech(path, seconds, seconds);
  return (await home.jobs.submit({ ...job, path })).id;
}

const gib = 1024 ** 3;
const minuteBytes = 60 * 32_000;

test('a full disk makes jobs wait and say so, and they go on by themselves', async () => {
  let freeBytes = 0;
  const home = await open({ ports: { freeBytes: () => Promise.resolve(freeBytes) } });
  home.pool.add('a');
  const id = await submit(home, 20);
  const { waiting } = await home.until(id, (view) => view.state === 'waiting');
  expect(waiting).toBe('disk-full');
  freeBytes = gib;
  const done = await home.ended(id);
  expect([done.state, done.waiting]).toEqual(['done', null]);
});

test('a journal without room makes jobs wait, loses nothing, and takes no new ones', async () => {
  let isFull = false;
  const full = (): void => {
    if (isFull) throw new Failed('disk-full', 'no room');
  };
  const home = await open({
    wrapStore: (store) => ({
      ...store,
      acceptJob: async (record) => (full(), store.acceptJob(record)),
      recordSpeech: async (...args) => (full(), store.recordSpeech(...args)),
      recordResults: async (...args) => (full(), store.recordResults(...args)),
      patchJob: async (...args) => (full(), store.patchJob(...args)),
    }),
  });
  home.pool.add('a');
  const id = await submit(home, 130);
  isFull = true;
  const { waiting } = await home.until(id, (view) => view.state === 'waiting');
  expect(waiting).toBe('disk-full');
  await expect(submit(home, 5)).rejects.toMatchObject({ code: 'disk-full' });
  isFull = false;
  expect((await home.ended(id)).state).toBe('done');
  expect((await home.jobs.transcript(id)).holes).toEqual([]);
});

test('a spool smaller than the jobs is shared: all of them end', async () => {
  const home = await open({ settings: {} });
  home.settings = { ...home.settings, spoolGiB: (3 * minuteBytes) / gib };
  home.pool.add('a');
  const ids: string[] = [];
  for (const seconds of [100, 110, 120, 90]) ids.push(await submit(home, seconds));
  for (const id of ids) expect((await home.ended(id)).state).toBe('done');
});

test('jobs that block each other in a full spool give room up in turn', async () => {
  const home = await open();
  home.settings = { ...home.settings, spoolGiB: (2 * minuteBytes) / gib };
  home.pool.add('a', { phase: 'stopped' });
  home.pool.add('b');
  // One for a stopped instance takes the room of the other, which can run.
  const path = join(home.files, 'pinned.wav');
  await writeSpeech(path, 110, 1);
  const pinned = await home.jobs.submit({ ...job, path, target: { kind: 'instance', instanceId: 'a' } });
  await home.until(pinned.id, ({ progress }) => progress.totalS !== null);
  const free = await submit(home, 100);
  expect((await home.ended(free)).state).toBe('done');
  home.pool.turn('a', 'ready');
  expect((await home.ended(pinned.id)).state).toBe('done');
});

test('a file longer than the whole spool says so', async () => {
  const home = await open();
  home.settings = { ...home.settings, spoolGiB: minuteBytes / gib };
  home.pool.add('a');
  const { state, failure } = await home.ended(await submit(home, 200));
  expect([state, failure?.code]).toEqual(['failed', 'file-too-long']);
  expect(failure?.detail).toHaveProperty('spoolGiB');
});

test('no more than ten minutes are decoded ahead, and a short file does not wait behind a long one', async () => {
  const home = await open();
  home.pool.add('a');
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  home.pool.before = () => held;
  const long = await submit(home, 900);
  await home.until(long, ({ progress }) => progress.decodedS >= 600);
  const short = await submit(home, 15);
  await home.until(short, ({ progress }) => progress.speechS > 0);
  expect((await home.jobs.get(long)).progress.decodedS).toBeLessThanOrEqual(615);
  const release = home.pool.holdAllBut(short);
  goOn();
  await home.ended(short);
  expect((await home.jobs.get(long)).state).toBe('running');
  release();
  expect((await home.ended(long)).state).toBe('done');
});

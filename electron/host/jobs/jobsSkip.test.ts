import { appendFile, copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import type { JobView } from '../../contract/job.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { writeSpeech } from './testSound.ts';
import { renderFile } from '../results/renderFile.ts';

const homes: JobsHome[] = [];
async function open(): Promise<JobsHome> {
  const home = await openJobsHome();
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

const job = { target: { kind: 'fleet' as const }, options: { hotwords: ['阿里'] }, isUpload: false };

async function run(home: JobsHome, path: string, more: object = { skipsDone: true }): Promise<JobView> {
  const { id } = await home.jobs.submit({ ...job, path, ...more });
  return home.ended(id);
}

async function done(home: JobsHome): Promise<{ first: JobView; path: string; copy: string }> {
  const [path, copy] = [join(home.files, 'talk.wav'), join(home.files, 'same talk.wav')];
  await writeSpeech(path, 20);
  await copyFile(path, copy);
  const first = await run(home, path);
  expect(first.state).toBe('done');
  return { first, path, copy };
}

test('a file whose content was transcribed is skipped, whatever its name, and has the text there is', async () => {
  const home = await open();
  const { first, copy } = await done(home);
  const batches = home.pool.sent.length;
  const second = await run(home, copy);
  expect(second).toMatchObject({ state: 'skipped', sameAs: first.id, failure: null });
  expect(second).toMatchObject({ characters: first.characters, modelName: first.modelName });
  expect(second.progress).toMatchObject({ fraction: 1, totalS: 20 });
  expect(home.pool.sent.length).toBe(batches);
  const [before, now] = [await home.jobs.transcript(first.id), await home.jobs.transcript(second.id)];
  expect(now).toEqual({ ...before, jobId: second.id, name: 'same talk.wav' });
});

test('after a restart, and for a job that was accepted before any instance was there', async () => {
  const home = await open();
  const { first, copy } = await done(home);
  home.pool.turn('a', 'stopped');
  await home.reopen();
  expect(await run(home, copy)).toMatchObject({ state: 'skipped', sameAs: first.id });
});

test('other content, other hotwords, another model, another detector: transcribed', async () => {
  const home = await open();
  const { path, copy } = await done(home);
  await appendFile(copy, Buffer.alloc(32_000));
  expect((await run(home, copy)).state).toBe('done');
  expect((await run(home, path, { skipsDone: true, options: { hotwords: [] } })).state).toBe('done');
  home.settings = { ...home.settings, vadModelId: 'other' };
  expect((await run(home, path)).state).toBe('done');
  home.settings = { ...home.settings, vadModelId: null };
  expect((await run(home, path)).state).toBe('skipped');
  home.pool.turn('a', 'stopped');
  home.pool.add('b', { modelKey: 'other:int8', modelId: 'other' });
  expect((await run(home, path)).state).toBe('done');
});

test('of the same size but other content is no copy', async () => {
  const home = await open();
  const { path, copy } = await done(home);
  const bytes = await readFile(path);
  bytes[40_000] = (bytes[40_000] ?? 0) ^ 1;
  await writeFile(copy, bytes);
  expect((await run(home, copy)).state).toBe('done');
});

test('nothing is skipped that was not asked to be, and a skipped job can be done all the same', async () => {
  const home = await open();
  const { path, copy } = await done(home);
  expect((await run(home, path, {})).state).toBe('done');
  const skipped = await run(home, copy);
  expect(skipped.state).toBe('skipped');
  await home.jobs.retry(skipped.id);
  expect(await home.ended(skipped.id)).toMatchObject({ state: 'done', sameAs: null });
});

test('its text is saved as a new one would be, and one that was deleted is not pointed to', async () => {
  const home = await open();
  const { first, copy } = await done(home);
  home.settings = { ...home.settings, saveTo: { kind: 'source' } };
  expect((await run(home, copy)).state).toBe('skipped');
  expect(await readFile(join(home.files, 'same talk.txt'), 'utf8')).toBe(
    (await renderFile(await home.jobs.transcript(first.id), 'txt')).toString(),
  );
  await home.jobs.remove(first.id);
  expect((await run(home, copy)).state).toBe('done');
});

test('a cancel while the file is read for its digest is a cancel; a file that goes away later is read to its end', async () => {
  const home = await open();
  const { path, copy } = await done(home);
  const { id } = await home.jobs.submit({ ...job, path: copy, skipsDone: true });
  await home.jobs.cancel(id);
  expect((await home.ended(id)).state).toBe('cancelled');
  const gone = join(home.files, 'gone.wav');
  await rename(copy, gone);
  home.fronts.before = () => rm(gone, { force: true });
  expect((await run(home, gone, {})).state).toBe('done');
  home.fronts.before = () => Promise.resolve();
  expect((await run(home, path)).state).toBe('skipped');
});

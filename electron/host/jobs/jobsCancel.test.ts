import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobView } from '../../contract/job.ts';
import { allowMs } from '../patience.ts';
import { findDecoders } from './findDecoders.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { convert, writeSpeech } from './testSound.ts';

let home: JobsHome;
beforeEach(async () => {
  home = await openJobsHome();
});
afterEach(async () => {
  await home.close();
});

const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };
const never = (): Promise<void> => new Promise(() => undefined);

async function submit(seconds: number, ext = 'wav'): Promise<string> {
  const wav = join(home.files, 'talk.wav');
  await writeSpeech(wav, seconds);
  const path = join(home.files, `talk.${ext}`);
  if (ext !== 'wav') await convert('-i', wav, path);
  return (await home.jobs.submit({ ...job, path })).id;
}

/** Cancels, and says how long that took and what is left. */
async function cancel(id: string, stage: string): Promise<JobView> {
  const beganAt = performance.now();
  const view = await home.jobs.cancel(id);
  const tookMs = performance.now() - beganAt;
  process.stdout.write(`cancelled while ${stage} in ${Math.round(tookMs)} ms\n`);
  expect(view.state).toBe('cancelled');
  expect(tookMs).toBeLessThan(allowMs(3_000));
  return view;
}

/** A worker that reads it may keep the sound that long. */
async function spoolIsEmpty(): Promise<void> {
  await expect.poll(() => readdir(join(home.home, 'spool'))).toEqual([]);
}

const countDecoders = (): number => findDecoders(home.files).length;

describe('cancelled', () => {
  test('while queued', async () => {
    await cancel(await submit(5), 'queued');
    await spoolIsEmpty();
  });

  test('while its decoder is held back: nothing of it is left running', async () => {
    home.pool.add('a');
    home.fronts.before = never;
    const id = await submit(700, 'flac');
    await home.until(id, ({ progress }) => progress.decodedS >= 600);
    expect(countDecoders()).toBe(1);
    await cancel(id, 'decoding');
    await spoolIsEmpty();
    await expect.poll(countDecoders).toBe(0);
  });

  test('while its speech is looked for', async () => {
    home.pool.add('a');
    home.fronts.before = never;
    const id = await submit(70);
    await expect.poll(() => home.fronts.inFlight).toBe(1);
    await cancel(id, 'finding speech');
    await spoolIsEmpty();
  });

  test('while an instance computes: its text so far stays, a late answer changes nothing', async () => {
    home.pool.add('a');
    let late: () => void = () => undefined;
    let batches = 0;
    home.pool.before = () => {
      batches += 1;
      return batches < 3 ? Promise.resolve() : new Promise((resolve) => (late = resolve));
    };
    const id = await submit(180);
    await home.until(id, ({ progress }) => progress.recognisedS > 0 && batches === 3);
    const { progress } = await cancel(id, 'recognising');
    const sent = home.pool.sent.length;
    late();
    await spoolIsEmpty();
    await expect.poll(() => home.pool.recognisers()[0]?.aboard).toBe(0);
    expect(home.pool.sent).toHaveLength(sent);
    const { segments } = await home.jobs.segments(id);
    const recognised = segments.filter(({ isRecognised }) => isRecognised);
    expect(recognised.length).toBeGreaterThan(0);
    const seconds = recognised.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1000, 0);
    expect(seconds).toBeCloseTo(progress.recognisedS);
    await expect(home.jobs.transcript(id)).rejects.toMatchObject({ code: 'transcript-not-found' });
  });

  test('while others are under way: they go on as if it had never been there', async () => {
    home.pool.add('a');
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    home.pool.before = () => held;
    const ids: string[] = [];
    for (const seed of [1, 2, 3]) {
      const path = join(home.files, `talk-${seed}.wav`);
      await writeSpeech(path, 60, seed);
      ids.push((await home.jobs.submit({ ...job, path })).id);
    }
    const [first, ...others] = ids;
    await expect.poll(() => home.pool.sent.length).toBe(2);
    await cancel(first ?? '', 'others wait');
    goOn();
    for (const id of others) {
      expect((await home.ended(id)).state).toBe('done');
      expect((await home.jobs.transcript(id)).holes).toEqual([]);
      const own = home.pool.sent.flatMap(({ segments }) =>
        segments.filter(({ pcm }) => 'path' in pcm && pcm.path.includes(id)),
      );
      // Each segment once.
      expect(own.length).toBe((await home.jobs.segments(id)).segments.length);
    }
  });

  test('while it is punctuated', async () => {
    home.pool.add('a');
    home.fronts.before = (what) => (what === 'punctuate' ? never() : Promise.resolve());
    const id = await submit(30);
    await home.until(id, ({ progress }) => progress.stage === 'punctuate');
    await cancel(id, 'punctuating');
    await spoolIsEmpty();
  });

  test('it is not failed: it counts nowhere, and ends once', async () => {
    const id = await submit(5);
    await Promise.all([home.jobs.cancel(id), home.jobs.cancel(id)]);
    expect(home.jobs.counts()).toEqual({ active: 0, waiting: 0, done: 0, failed: 0 });
    expect((await home.jobs.cancel(id)).state).toBe('cancelled');
  });
});

describe('again', () => {
  test('keeps what was recognised where the file is the same', async () => {
    home.pool.add('a');
    let batches = 0;
    home.pool.before = () => {
      batches += 1;
      return batches < 3 ? Promise.resolve() : never();
    };
    const id = await submit(180);
    await home.until(id, ({ progress }) => progress.recognisedS > 0 && batches === 3);
    await home.jobs.cancel(id);
    const kept = (await home.jobs.segments(id)).segments.filter(({ isRecognised }) => isRecognised).length;
    const windows = home.fronts.windows.length;
    home.pool.before = () => Promise.resolve();
    home.pool.turn('a', 'stopped');
    home.pool.turn('a', 'ready');
    const sent = home.pool.sent.length;
    expect((await home.jobs.retry(id)).endedAt).toBeNull();
    expect((await home.ended(id)).state).toBe('done');
    const all = (await home.jobs.segments(id)).segments.length;
    const again = home.pool.sent.slice(sent).flatMap(({ segments }) => segments).length;
    expect(again).toBe(all - kept);
    expect(home.fronts.windows.length).toBeLessThanOrEqual(windows + 4);
    expect((await home.jobs.transcript(id)).holes).toEqual([]);
  });

  test('begins anew where the file was changed, and not at all where it is gone', async () => {
    home.pool.add('a');
    const id = await submit(30);
    home.pool.before = never;
    await expect.poll(() => home.pool.sent.length).toBeGreaterThan(0);
    await home.jobs.cancel(id);
    await writeSpeech(join(home.files, 'talk.wav'), 45, 7);
    home.pool.turn('a', 'stopped');
    home.pool.before = () => Promise.resolve();
    home.pool.turn('a', 'ready');
    await home.jobs.retry(id);
    expect((await home.ended(id)).progress.totalS).toBe(45);
    await expect(home.jobs.retry(id)).rejects.toMatchObject({ code: 'bad-request' });
    await expect(home.jobs.retry('nobody')).rejects.toMatchObject({ code: 'job-not-found' });
  });

  test('is refused while it is under way', async () => {
    const id = await submit(5);
    await expect(home.jobs.retry(id)).rejects.toMatchObject({ code: 'job-not-finished' });
    await expect(home.jobs.transcript(id)).rejects.toMatchObject({ code: 'job-not-finished' });
  });
});

test('removing a job under way cancels it first, and it is told', async () => {
  home.pool.add('a');
  home.pool.before = never;
  const id = await submit(60);
  await expect.poll(() => home.pool.sent.length).toBeGreaterThan(0);
  await home.jobs.remove(id);
  await expect(home.jobs.get(id)).rejects.toMatchObject({ code: 'job-not-found' });
  expect(home.events.at(-1)).toEqual({ type: 'job.removed', id });
  expect(home.jobs.counts()).toEqual(await home.store.counts());
});

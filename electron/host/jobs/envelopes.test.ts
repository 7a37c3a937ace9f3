import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { firstCap, stepOutOfMemory } from '../../core/schedule/batchCap.ts';
import { openEnvelopes } from './envelopes.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { WorkerRefused } from '../ports.ts';
import { writeSpeech } from './testSound.ts';

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

test('what was learned last is there after a restart', async () => {
  const home = await mkdtemp(join(tmpdir(), 'paradeck-envelopes-'));
  try {
    const first = await openEnvelopes({ home, log });
    expect(first.find('cpu key')).toBeUndefined();
    const cap = stepOutOfMemory(firstCap(300), 300, 1_000);
    for (let at = 0; at < 100; at += 1) first.learn('cpu key', { ...cap, speedX: 100 + at });
    await first.close();
    const second = await openEnvelopes({ home, log });
    expect(second.find('cpu key')).toEqual({ ...cap, speedX: 199 });
    await second.close();
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});

let home: JobsHome;
beforeEach(async () => {
  home = await openJobsHome();
});
afterEach(async () => {
  await home.close();
});

async function recognise(seconds: number): Promise<void> {
  const path = join(home.files, `${seconds}.wav`);
  await writeSpeech(path, seconds, seconds);
  const target = { kind: 'fleet' as const };
  const { id } = await home.jobs.submit({ path, target, options: { hotwords: [] }, isUpload: false });
  expect((await home.ended(id)).state).toBe('done');
}

test('after a restart a card gets no batch larger than was safe, and the instance says so', async () => {
  const paddedS = (batch: { segments: readonly { fromSample: number; toSample: number }[] }): number =>
    batch.segments.length *
    Math.max(...batch.segments.map(({ fromSample, toSample }) => (toSample - fromSample) / 16_000));
  home.pool.add('a');
  home.pool.before = (batch) =>
    paddedS(batch) > 12 ? Promise.reject(new WorkerRefused('oom', 'no memory')) : Promise.resolve();
  const beganAt = Date.now();
  await recognise(150);
  const learned = home.pool.learned.get('a');
  expect(learned?.safeBatch?.seconds).toBeLessThanOrEqual(12);
  expect(learned?.safeBatch?.since).toBeGreaterThanOrEqual(beganAt);
  expect(learned?.filling?.padding).toBeLessThan(1);
  home.pool.learned.clear();
  await home.reopen();
  const before = home.pool.sent.length;
  home.pool.before = () => Promise.resolve();
  home.pool.tell();
  await expect.poll(() => home.pool.learned.get('a')).toEqual(learned);
  await recognise(151);
  const sizes = home.pool.sent.slice(before).map(paddedS);
  expect(Math.max(...sizes)).toBeLessThanOrEqual(12.1);
});

test('another card, or another model on it, begins anew', async () => {
  home.pool.add('a', { modelKey: 'one:fp32' });
  home.pool.before = () => Promise.resolve();
  await recognise(20);
  expect(home.pool.learned.get('a')?.filling).not.toBeNull();
  home.pool.instances.length = 0;
  home.pool.add('a', { modelKey: 'two:fp32' });
  await expect
    .poll(() => home.pool.learned.get('a'))
    .toEqual({ speedX: null, filling: null, safeBatch: null });
});

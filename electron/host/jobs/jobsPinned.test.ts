import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { JobTarget } from '../../contract/job.ts';
import type { FakeBatch } from './fakeRecognisers.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { writeSpeech } from './testSound.ts';

let home: JobsHome;
beforeEach(async () => {
  home = await openJobsHome();
});
afterEach(async () => {
  await home.close();
});

const toFleet: JobTarget = { kind: 'fleet' };
const to = (instanceId: string): JobTarget => ({ kind: 'instance', instanceId });

/** A job of a file of its own; its id is in the path of every segment of it. */
async function submit(seconds: number, target = toFleet, hotwords: string[] = []): Promise<string> {
  const path = join(home.files, `${seconds}-${Math.random()}.wav`);
  await writeSpeech(path, seconds, seconds);
  const { id } = await home.jobs.submit({ path, target, options: { hotwords }, isUpload: false });
  return id;
}

const holds = (batch: FakeBatch, id: string): boolean =>
  batch.segments.some(({ pcm }) => 'path' in pcm && pcm.path.includes(id));
const never = (): Promise<void> => new Promise(() => undefined);

describe('a pinned job', () => {
  test('waits for its stopped instance, says so, and goes on when it is back', async () => {
    home.pool.add('a', { phase: 'stopped' });
    home.pool.add('b');
    const id = await submit(20, to('a'));
    const { waiting } = await home.until(id, ({ state }) => state === 'waiting');
    expect(waiting).toBe('instance-stopped');
    home.pool.turn('a', 'ready');
    const { state, ranOn } = await home.ended(id);
    expect([state, ...ranOn]).toEqual(['done', 'a']);
  });

  test('stays on its instance though others are free, and its failing stops it midway', async () => {
    home.pool.add('a');
    home.pool.add('b');
    let batches = 0;
    home.pool.before = async () => {
      batches += 1;
      if (batches === 2) home.pool.turn('a', 'failed');
      if (batches === 2) await never();
    };
    const id = await submit(120, to('a'));
    const { waiting } = await home.until(id, ({ state }) => state === 'waiting');
    expect(waiting).toBe('instance-failed');
    expect(new Set(home.pool.sent.map(({ instanceId }) => instanceId))).toEqual(new Set(['a']));
    const released = await home.jobs.release(id);
    expect(released.target).toEqual({ kind: 'fleet' });
    const { state, ranOn } = await home.ended(id);
    expect([state, ...ranOn]).toEqual(['done', 'a', 'b']);
  });
});

describe('models', () => {
  test('a job of the fleet keeps the model that took its first segment', async () => {
    home.pool.add('a', { modelKey: 'one:int8', modelId: 'one' });
    home.pool.add('b', { modelKey: 'two:int8', modelId: 'two' });
    const ids = await Promise.all([submit(100), submit(101), submit(102)]);
    for (const id of ids) {
      expect((await home.ended(id)).ranOn).toHaveLength(1);
      expect((await home.store.job(id))?.modelKey).toMatch(/^(one|two):int8$/);
    }
  });

  test('a job waits where its instance came back with another precision, and can be let go', async () => {
    const instance = home.pool.add('a', { modelKey: 'key:int8' });
    const id = await submit(20, to('a'));
    home.pool.before = never;
    await expect.poll(() => home.pool.sent.length).toBeGreaterThan(0);
    home.pool.turn('a', 'stopping');
    Object.assign(instance, { modelKey: 'key:fp32' });
    home.pool.before = () => Promise.resolve();
    home.pool.turn('a', 'ready');
    const { waiting } = await home.until(id, ({ state }) => state === 'waiting');
    expect(waiting).toBe('no-instance');
    await home.jobs.release(id);
    expect((await home.ended(id)).state).toBe('done');
  });

  test('a batch holds one list of hotwords', async () => {
    home.pool.add('a');
    const plain = await submit(20);
    const special = await submit(21, toFleet, ['词']);
    await home.ended(plain);
    await home.ended(special);
    for (const batch of home.pool.sent) {
      expect(holds(batch, plain) && holds(batch, special)).toBe(false);
      expect(batch.hotwords).toEqual(holds(batch, special) ? ['词'] : []);
    }
  });
});

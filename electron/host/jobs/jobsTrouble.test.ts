import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { FakeBatch } from './fakeRecognisers.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { isTorture } from '../patience.ts';
import { WorkerRefused } from '../ports.ts';
import { writeSpeech } from './testSound.ts';

let home: JobsHome;
beforeEach(async () => {
  home = await openJobsHome();
});
afterEach(async () => {
  await home.close();
});

const ooms = isTorture ? 1_000 : 80;

/** A job of a file of its own; its id is in the path of every segment of it. */
async function submit(seconds: number): Promise<string> {
  const path = join(home.files, `${seconds}-${Math.random()}.wav`);
  await writeSpeech(path, seconds, seconds);
  const { id } = await home.jobs.submit({
    path,
    target: { kind: 'fleet' },
    options: { hotwords: [] },
    isUpload: false,
  });
  return id;
}

const holds = (batch: FakeBatch, id: string): boolean =>
  batch.segments.some(({ pcm }) => 'path' in pcm && pcm.path.includes(id));
const secondsOf = ({ segments }: FakeBatch): number[] =>
  segments.map(({ fromSample, toSample }) => (toSample - fromSample) / 16_000);
const paddedS = (batch: FakeBatch): number => batch.segments.length * Math.max(...secondsOf(batch));
const never = (): Promise<void> => new Promise(() => undefined);

describe('a worker dies', () => {
  test('once: what it had runs again, alone and one batch at a time, and nothing is lost', async () => {
    home.pool.add('a');
    home.pool.add('b');
    let isDead = false;
    home.pool.before = async ({ instanceId }) => {
      if (isDead) return;
      isDead = true;
      home.pool.turn(instanceId, 'backoff');
      home.pool.turn(instanceId, 'ready');
      await never();
    };
    const id = await submit(100);
    const { state } = await home.ended(id);
    expect(state).toBe('done');
    expect((await home.store.job(id))?.deaths).toBe(1);
    expect((await home.jobs.transcript(id)).holes).toEqual([]);
  });

  test('twice by the same file: it is set aside with evidence, the others go on', async () => {
    const poison = await submit(30);
    const others = [await submit(31), await submit(32)];
    home.pool.before = async (batch) => {
      if (!holds(batch, poison)) return;
      home.pool.turn('a', 'backoff');
      setImmediate(() => home.pool.turn('a', 'ready'));
      await never();
    };
    // Only now: a quick instance would be done with the file before it is poison.
    home.pool.add('a');
    const { state, failure, troubles } = await home.ended(poison);
    expect(state).toBe('quarantined');
    expect(troubles.map(({ kind, next }) => [kind, next])).toEqual([
      ['died', 'again'],
      ['died', 'set-aside'],
    ]);
    expect(failure).toMatchObject({ code: 'worker-died', detail: { deaths: 2, instance: 'a' } });
    for (const id of others) expect((await home.ended(id)).state).toBe('done');
    home.pool.before = () => Promise.resolve();
    await home.jobs.retry(poison);
    expect((await home.ended(poison)).state).toBe('done');
  });

  test('ended on purpose charges nobody', async () => {
    home.pool.add('a');
    const stops = { count: 0 };
    home.pool.before = async () => {
      if (stops.count === 3) return;
      stops.count += 1;
      home.pool.turn('a', 'stopping');
      setImmediate(() => home.pool.turn('a', 'ready'));
      await never();
    };
    const id = await submit(40);
    expect((await home.ended(id)).state).toBe('done');
    expect(stops.count).toBe(3);
    expect((await home.store.job(id))?.deaths).toBe(0);
  });

  test('fronts that died with it set it aside too', async () => {
    home.pool.add('a');
    home.fronts.before = () => Promise.reject(new WorkerRefused('gone', 'killed'));
    const { state, failure } = await home.ended(await submit(10));
    expect([state, failure?.code]).toEqual(['quarantined', 'worker-died']);
  });
});

describe('out of memory', () => {
  test('is met by half the size there, and the size is remembered', async () => {
    home.pool.add('a');
    const limitS = 12;
    const sizes: number[] = [];
    home.pool.before = (batch) => {
      sizes.push(paddedS(batch));
      if (paddedS(batch) > limitS) return Promise.reject(new WorkerRefused('oom', 'no memory'));
      return Promise.resolve();
    };
    const { state, troubles } = await home.ended(await submit(150));
    expect(state).toBe('done');
    const [first] = troubles;
    expect(first).toMatchObject({ instanceId: 'a', kind: 'oom', next: 'half' });
    expect(first?.paddedS).toBeCloseTo(sizes[0] ?? 0, 0);
    const refused = sizes.filter((size) => size > limitS);
    expect(refused.length).toBeGreaterThan(0);
    // From 30 s by halves to below 12 s; each time the batch that waited behind met it too.
    expect(refused.length).toBeLessThanOrEqual(4);
    expect(home.errors).toEqual([]);
  });

  test('of one segment everywhere leaves a hole, which is filled later', async () => {
    home.pool.add('a');
    home.pool.add('b');
    const id = await submit(120);
    let hopeless = '';
    const tried: string[] = [];
    home.pool.before = (batch) => {
      const segment = batch.segments.map(({ fromSample }) => String(fromSample));
      hopeless ||= segment[1] ?? '';
      if (!segment.includes(hopeless)) return Promise.resolve();
      tried.push(`${batch.instanceId} ${batch.segments.length > 1 ? 'many' : 'alone'}`);
      return Promise.reject(new WorkerRefused('oom', 'no memory'));
    };
    const { state, failure, troubles: met } = await home.ended(id);
    expect([state, failure?.code]).toEqual(['incomplete', 'coverage-incomplete']);
    expect(met.map(({ next }) => next)).toEqual(['half', 'alone', 'left-out']);
    expect(met.at(-1)).toMatchObject({ kind: 'oom', segments: 1 });
    // The journal has it, so it is there after a restart, and gone once the job has begun again.
    await expect.poll(async () => (await home.store.job(id))?.troubles).toEqual(met);
    expect(tried.at(-1)).toMatch(/alone$/);
    expect(tried.length).toBeLessThanOrEqual(4);
    const { holes, text } = await home.jobs.transcript(id);
    expect(holes).toHaveLength(1);
    const before = home.pool.sent.length;
    home.pool.before = () => Promise.resolve();
    await home.jobs.retry(id);
    expect(await home.ended(id)).toMatchObject({ state: 'done', troubles: [] });
    expect(home.pool.sent.slice(before).flatMap(({ segments }) => segments)).toHaveLength(1);
    const whole = await home.jobs.transcript(id);
    expect(whole.holes).toEqual([]);
    expect(whole.text.length).toBeGreaterThan(text.length);
  });

  test('by chance, again and again, loses no job', async () => {
    home.pool.add('a');
    home.pool.add('b');
    let count = 0;
    let chance = 1;
    home.pool.before = () => {
      chance = (Math.imul(chance, 1_664_525) + 1_013_904_223) >>> 0;
      if (chance / 2 ** 32 > 0.2) return Promise.resolve();
      count += 1;
      return Promise.reject(new WorkerRefused('oom', 'no memory'));
    };
    const states: string[] = [];
    while (count < ooms) {
      const ids = await Promise.all(Array.from({ length: 12 }, (_, at) => submit(60 + at)));
      for (const id of ids) states.push((await home.ended(id)).state);
    }
    process.stdout.write(`${count} times out of memory over ${states.length} jobs\n`);
    // Three times in a row for one segment is a hole, never a lost job.
    expect(states.filter((state) => state !== 'done' && state !== 'incomplete')).toEqual([]);
    expect(states.filter((state) => state === 'done').length / states.length).toBeGreaterThan(0.5);
  }, 600_000);
});

describe('a segment that is refused', () => {
  test('is found out alone and leaves a hole', async () => {
    home.pool.add('a');
    let culprit = -1;
    home.pool.before = ({ segments }) => {
      if (culprit < 0) culprit = segments[0]?.fromSample ?? 0;
      const isIn = segments.some(({ fromSample }) => fromSample === culprit);
      return isIn ? Promise.reject(new WorkerRefused('input', 'bad sound')) : Promise.resolve();
    };
    const { state, progress } = await home.ended(await submit(90));
    expect(state).toBe('incomplete');
    expect(progress.recognisedS).toBeGreaterThan(progress.speechS / 2);
  });

  test('with all the others ends the job, with what the worker said', async () => {
    home.pool.add('a');
    home.pool.before = () => Promise.reject(new WorkerRefused('internal', 'no such layer'));
    const { state, failure } = await home.ended(await submit(90));
    expect([state, failure?.code]).toEqual(['failed', 'worker-failed']);
    expect(failure?.message).toContain('no such layer');
  });
});

import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { JobView } from '../../contract/job.ts';
import type { PushEvent } from '../../contract/push.ts';
import { push } from '../../contract/push.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { convert, writeSpeech } from './testSound.ts';

const homes: JobsHome[] = [];
async function open(...args: Parameters<typeof openJobsHome>): Promise<JobsHome> {
  const home = await openJobsHome(...args);
  homes.push(home);
  return home;
}
afterEach(async () => {
  for (const home of homes.splice(0)) {
    expect(home.errors).toEqual([]);
    await home.close();
  }
});

const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };

async function submit(home: JobsHome, seconds: number, name = `${seconds}.wav`): Promise<string> {
  const path = join(home.files, name);
  await writeSpeech(path, seconds, seconds);
  return (await home.jobs.submit({ ...job, path })).id;
}

type Changed = Extract<PushEvent, { type: 'job.changed' }>;
type Recognised = Extract<PushEvent, { type: 'segments.recognised' }>;
const changesOf = (home: JobsHome, id: string): JobView[] =>
  home.events
    .filter((event): event is Changed => event.type === 'job.changed' && event.job.id === id)
    .map((event) => event.job);

describe('a file becomes a transcript', () => {
  test('a wav and an mp3', async () => {
    const home = await open();
    home.pool.add('a');
    const wav = await submit(home, 150, 'talk.wav');
    await convert('-i', join(home.files, 'talk.wav'), join(home.files, 'talk.mp3'));
    const { id: mp3 } = await home.jobs.submit({ ...job, path: join(home.files, 'talk.mp3') });
    for (const id of [wav, mp3]) {
      const { state, failure, progress, ranOn, device, characters } = await home.ended(id);
      expect([state, failure, ranOn, device]).toEqual(['done', null, ['a'], 'card of a']);
      expect(progress).toMatchObject({ fraction: 1, etaS: null });
      expect(progress.recognisedS).toBe(progress.speechS);
      const { text, holes, durationMs } = await home.jobs.transcript(id);
      expect([holes, Math.round(durationMs / 1000)]).toEqual([[], 150]);
      expect(text.replace(/[\s。]/g, '')).toHaveLength(characters);
      expect(text).toContain('。');
    }
  });

  test('its windows lie on the grid and one is under way at a time', async () => {
    const home = await open();
    home.pool.add('a');
    await home.ended(await submit(home, 120));
    expect(home.fronts.windows).toEqual([
      { fromSample: 0, toSample: 960_000, last: false },
      { fromSample: 960_000, toSample: 1_920_000, last: false },
      { fromSample: 1_920_000, toSample: 1_920_000, last: true },
    ]);
    expect(home.fronts.mostInFlight).toBe(1);
  });

  test('segments of several files fill one batch', async () => {
    const home = await open();
    home.fronts.before = (what) => (what === 'speech' ? held : Promise.resolve());
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    const ids: string[] = [];
    for (const seconds of [8, 9, 10, 11]) ids.push(await submit(home, seconds));
    goOn();
    await home.until(ids.at(-1) ?? '', ({ progress }) => progress.speechS > 0);
    home.pool.add('a');
    for (const id of ids) expect((await home.ended(id)).state).toBe('done');
    const jobsIn = home.pool.sent.map(
      ({ segments }) => new Set(segments.map(({ pcm }) => ('path' in pcm ? pcm.path : ''))).size,
    );
    expect(Math.max(...jobsIn)).toBeGreaterThan(1);
  });
});

describe('pushes', () => {
  test('keep the contract, come at most four times a second, and never fall back', async () => {
    const home = await open();
    home.pool.add('a');
    const beganAt = performance.now();
    const id = await submit(home, 400);
    await home.ended(id);
    await expect.poll(() => changesOf(home, id).at(-1)?.state).toBe('done');
    const tookS = (performance.now() - beganAt) / 1000;
    const changes = changesOf(home, id);
    expect(changes.length).toBeLessThanOrEqual(4 * tookS + 2);
    const fractions = changes.map(({ progress }) => progress.fraction ?? 0);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    for (const [at, event] of home.events.entries()) push.parse({ seq: at + 1, event });
  });

  test('bring every segment once, and text that grows to the whole', async () => {
    const home = await open();
    home.pool.add('a');
    const id = await submit(home, 300);
    await home.ended(id);
    const pushed = (): Recognised[] => home.events.filter((event) => event.type === 'segments.recognised');
    const { segments, punctuatedText } = await home.jobs.segments(id);
    await expect.poll(() => pushed().at(-1)?.punctuatedSegments).toBe(segments.length);
    const indexes = pushed().flatMap((event) => event.segments.map(({ index }) => index));
    expect(indexes.sort((a, b) => a - b)).toEqual(segments.map(({ index }) => index));
    let before = '';
    for (const event of pushed()) {
      expect(event.punctuatedText.startsWith(before)).toBe(true);
      before = event.punctuatedText;
    }
    expect(before).toBe(punctuatedText);
    expect((await home.jobs.transcript(id)).text).toBe(punctuatedText);
  });

  test('counts are those of the journal', async () => {
    const home = await open();
    home.pool.add('a');
    const ids = [await submit(home, 20), await submit(home, 21)];
    await home.jobs.submit({ ...job, path: join(home.files, '20.wav'), name: 'again.wav' });
    for (const id of ids) await home.ended(id);
    await expect.poll(() => home.jobs.counts()).toEqual({ active: 0, waiting: 0, done: 3, failed: 0 });
    expect(await home.store.counts()).toEqual(home.jobs.counts());
    await expect
      .poll(() => home.events.findLast((event) => event.type === 'counts.changed'))
      .toMatchObject({ counts: home.jobs.counts() });
  });
});

describe('what was made', () => {
  test('is saved in the chosen folder, exported, listed and found', async () => {
    const home = await open();
    const dir = join(home.files, 'out');
    await mkdir(dir);
    home.settings = { ...home.settings, saveTo: { kind: 'folder', dir }, saveFormats: ['txt', 'srt'] };
    home.pool.add('a');
    const id = await submit(home, 30, 'talk.wav');
    await home.ended(id);
    expect((await readdir(dir)).sort()).toEqual(['talk.srt', 'talk.txt']);
    const { text } = await home.jobs.transcript(id);
    expect((await readFile(join(dir, 'talk.txt'), 'utf8')).replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    const hits = await home.jobs.search(text.slice(0, 3).replace('。', ''), 10);
    expect(hits.map(({ jobId }) => jobId)).toEqual([id]);
    const { jobs } = await home.jobs.list({ limit: 10, states: ['done'] });
    expect(jobs.map((view) => view.id)).toEqual([id]);
    expect((await home.jobs.recent(10)).map((view) => view.id)).toEqual([id]);
  });

  test('is done though it could not be saved, and says so', async () => {
    const home = await open();
    home.settings = { ...home.settings, saveTo: { kind: 'folder', dir: join(home.files, 'nowhere') } };
    home.pool.add('a');
    const { state, failure } = await home.ended(await submit(home, 10));
    expect([state, failure?.code]).toEqual(['done', 'output-not-writable']);
  });
});

test('a short file that comes later is done before a long one', async () => {
  const home = await open();
  home.pool.add('a');
  let goOn: () => void = () => undefined;
  const held = new Promise<void>((resolve) => (goOn = resolve));
  home.pool.before = () => (home.pool.sent.length === 1 ? Promise.resolve() : held);
  const long = await submit(home, 900);
  await home.until(long, ({ progress }) => progress.recognisedS > 0);
  const short = await submit(home, 10);
  await home.until(short, ({ progress }) => progress.speechS > 0);
  // Were more of the long one sent now, the short one would wait for ever.
  home.pool.holdAllBut(short);
  goOn();
  await home.ended(short);
  expect((await home.jobs.get(long)).state).toBe('running');
  await home.jobs.cancel(long);
});

test('seconds queued are told to the pool', async () => {
  const home = await open();
  home.pool.add('a', { phase: 'stopped' });
  const path = join(home.files, 'pinned.wav');
  await writeSpeech(path, 60);
  await home.jobs.submit({ ...job, path, target: { kind: 'instance', instanceId: 'a' } });
  await expect.poll(() => home.pool.queuedS.get('a')).toBeCloseTo(60, 0);
});

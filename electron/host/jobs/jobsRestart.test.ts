import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Transcript } from '../../contract/job.ts';
import { isTorture } from '../patience.ts';
import { findDecoders } from './findDecoders.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import type { Store } from '../store/storePort.ts';
import { convert, writeSpeech } from './testSound.ts';

vi.setConfig({ testTimeout: 1_200_000, hookTimeout: 120_000 });

const crashes = isTorture ? 300 : 12;
const kills = isTorture ? 100 : 5;
const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };

let files: string;
let saved: string;
let paths: string[];
let expected: Record<string, unknown>;

beforeAll(async () => {
  files = await mkdtemp(join(tmpdir(), 'paradeck-restart-'));
  saved = join(files, 'saved');
  // One ends on the grid of windows, one is left to ffmpeg.
  paths = [join(files, 'odd.wav'), join(files, 'whole.wav'), join(files, 'film.flac')];
  const [odd = '', whole = '', film = ''] = paths;
  await writeSpeech(odd, 150, 3);
  await writeSpeech(whole, 120, 4);
  await convert('-i', odd, film);
  const home = await openJobsHome();
  home.pool.add('a');
  expected = {};
  for (const path of paths) {
    const { id } = await home.jobs.submit({ ...job, path });
    await home.ended(id);
    expected[path] = withoutMarks(await home.jobs.transcript(id));
  }
  await home.close();
});
afterAll(() => rm(files, { recursive: true, force: true }));

function withoutMarks(transcript: Transcript): unknown {
  return { ...transcript, jobId: '', createdAt: 0 };
}

const countDecoders = (): number => findDecoders(files).length;

/** A store that is gone after so many writes: before the last one, or after it with its word unheard. */
class Crash {
  writesLeft = Infinity;
  isAfter = false;
  happened: Promise<void> = Promise.resolve();
  #tell: () => void = () => undefined;

  arm(writes: number, isAfter: boolean): void {
    this.writesLeft = writes;
    this.isAfter = isAfter;
    this.happened = new Promise((resolve) => (this.#tell = resolve));
  }

  wrap(store: Store): Store {
    const guard =
      <Args extends unknown[]>(write: (...args: Args) => Promise<void>) =>
      async (...args: Args): Promise<void> => {
        this.writesLeft -= 1;
        if (this.writesLeft > 0) return write(...args);
        if (this.writesLeft === 0 && this.isAfter) await write(...args);
        this.#tell();
        throw new Error('crashed');
      };
    return {
      ...store,
      patchJob: guard(store.patchJob),
      recordSpeech: guard(store.recordSpeech),
      recordResults: guard(store.recordResults),
      finishJob: guard(store.finishJob),
      resetJob: guard(store.resetJob),
    };
  }
}

async function runThroughCrashes(
  random: () => number,
): Promise<{ home: JobsHome; ids: string[]; crashed: number }> {
  const crash = new Crash();
  const home = await openJobsHome({ wrapStore: (store) => crash.wrap(store) });
  home.settings = { ...home.settings, saveTo: { kind: 'folder', dir: saved }, saveFormats: ['txt', 'json'] };
  home.pool.add('a');
  home.pool.add('b');
  const ids: string[] = [];
  for (const path of paths) ids.push((await home.jobs.submit({ ...job, path })).id);
  let crashed = 0;
  for (let round = 0; round < 3; round += 1) {
    crash.arm(1 + Math.floor(random() * 40), random() < 0.5);
    const all = Promise.all(ids.map((id) => home.ended(id)));
    const isThrough = await Promise.race([all.then(() => true), crash.happened.then(() => false)]);
    crash.writesLeft = isThrough ? Infinity : Math.min(0, crash.writesLeft);
    if (isThrough) break;
    crashed += 1;
    await home.jobs.close();
    await home.store.close();
    crash.arm(Infinity, false);
    await home.open();
  }
  crash.arm(Infinity, false);
  return { home, ids, crashed };
}

describe('a pipeline that goes on from its journal', () => {
  test('writes what one that was never stopped writes, wherever it crashed', async () => {
    let crashed = 0;
    const seeds: number[] = [];
    while (crashed < crashes) {
      const seed = Math.floor(Math.random() * 2 ** 31);
      seeds.push(seed);
      let state = seed;
      await mkdir(saved);
      const run = await runThroughCrashes(() => {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return state / 2 ** 32;
      });
      const { home, ids } = run;
      crashed += run.crashed;
      try {
        for (const [at, id] of ids.entries()) {
          const { state: ended, failure } = await home.ended(id);
          expect([seed, ended, failure]).toEqual([seed, 'done', null]);
          expect([seed, withoutMarks(await home.jobs.transcript(id))]).toEqual([
            seed,
            expected[paths[at] ?? ''],
          ]);
        }
        expect((await readdir(saved)).sort()).toEqual([
          'film.json',
          'film.txt',
          'odd.json',
          'odd.txt',
          'whole.json',
          'whole.txt',
        ]);
        await expect.poll(() => readdir(join(home.home, 'spool'))).toEqual([]);
      } finally {
        await rm(saved, { recursive: true, force: true });
        await home.close();
      }
    }
    process.stdout.write(
      `${crashed} crashes of the journal, ${seeds.length} runs of 3 files, every transcript equal\n`,
    );
  });

  test('after its process was killed too, with no decoder left behind', async () => {
    const victim = fileURLToPath(new URL('../../../e2e/fakes/jobsVictim.ts', import.meta.url));
    const home = await openJobsHome();
    await home.jobs.close();
    await home.store.close();
    const killed: number[] = [];
    for (let round = 0; round < kills; round += 1) {
      const child = spawn(process.execPath, [victim, home.home, ...paths], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      await once(child.stdout, 'data');
      // Early deaths are the cruel ones: most of the work is still to do.
      const inMs = Math.random() ** 2 * 1_200;
      await new Promise((resolve) => setTimeout(resolve, inMs));
      child.kill('SIGKILL');
      await once(child, 'close');
      await expect.poll(countDecoders).toBe(0);
      killed.push(Math.round(inMs));
    }
    home.pool.add('a');
    await home.open();
    const unfinished = await home.store.unfinished();
    const { jobs } = await home.jobs.list({ limit: 500 });
    for (const { id, path } of jobs) {
      expect((await home.ended(id)).state).toBe('done');
      expect(withoutMarks(await home.jobs.transcript(id))).toEqual(expected[path ?? '']);
    }
    process.stdout.write(
      `${jobs.length} jobs, ${unfinished.length} unfinished at the last kill; killed after ${killed.join(', ')} ms\n`,
    );
    await home.close();
  });
});

test('a file whose decoder is another now begins anew', async () => {
  const home = await openJobsHome();
  home.pool.add('a');
  home.pool.before = () => new Promise(() => undefined);
  const [, , film = ''] = paths;
  const { id } = await home.jobs.submit({ ...job, path: film });
  await home.until(id, ({ progress }) => progress.scannedS >= 60 && progress.totalS !== null);
  await home.jobs.close();
  await home.store.patchJob(id, { decoder: 'ffmpeg of yesterday', totalSamples: null });
  await home.store.close();
  home.pool.turn('a', 'stopped');
  home.pool.before = () => Promise.resolve();
  const windows = home.fronts.windows.length;
  await home.open();
  home.pool.turn('a', 'ready');
  expect((await home.ended(id)).state).toBe('done');
  expect(home.fronts.windows[windows]?.fromSample).toBe(0);
  expect(withoutMarks(await home.jobs.transcript(id))).toEqual(expected[film]);
  await home.close();
});

test('whole sound in the spool is not decoded again', async () => {
  const home = await openJobsHome({ settings: {} });
  home.pool.add('a');
  home.pool.before = () => new Promise(() => undefined);
  const own = join(files, 'gone.wav');
  await writeSpeech(own, 90, 9);
  const { id } = await home.jobs.submit({ ...job, path: own });
  await home.until(id, ({ progress }) => progress.totalS !== null);
  await home.jobs.close();
  await home.store.close();
  await rm(own);
  home.pool.turn('a', 'stopped');
  home.pool.before = () => Promise.resolve();
  await home.open();
  home.pool.turn('a', 'ready');
  expect((await home.ended(id)).state).toBe('done');
  await home.close();
});

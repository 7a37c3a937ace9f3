/** Copies to listen to, made by the real decoder. */
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseWavHeader } from '../../core/audio/wavHeader.ts';
import { createPushes } from '../doors/pushes.ts';
import { convert, makeSpeech, renderWav } from '../jobs/testSound.ts';
import type { JobRecord } from '../store/storePort.ts';
import { quietLog, sampleJob } from '../store/storeSample.ts';
import { openListening } from './listening.ts';
import type { Listening } from './listeningPort.ts';

let root: string;
let listening: Listening;
const pushes = createPushes();
const records = new Map<string, JobRecord>();
const secondBytes = 32_000;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paradeck-listen-'));
  records.clear();
  listening = await open(1000 * secondBytes);
});
afterEach(async () => {
  await listening.close();
  await rm(root, { recursive: true, force: true });
});

function open(limitBytes: number): Promise<Listening> {
  return openListening({
    ...{ dir: join(root, 'listen'), limitBytes, log: quietLog, longestH: () => 1 },
    pushes,
    store: { job: async (id) => records.get(id) },
    ffmpegPath: () => '/usr/bin/ffmpeg',
  });
}

async function addJob(id: string, path: string): Promise<void> {
  const { size: bytes, mtimeMs } = await stat(path);
  records.set(id, { ...sampleJob({ id }), path, bytes, mtimeMs });
}

async function writeSound(name: string, seconds: number): Promise<string> {
  const path = join(root, name);
  await writeFile(path, renderWav(makeSpeech(seconds)));
  return path;
}

/** A busy machine takes more than vitest's second. */
const until = <T>(look: () => T | Promise<T>) => vi.waitUntil(look, { timeout: 20_000 });

const untilReady = (id: string) =>
  until(async () => {
    const view = await listening.open(id);
    return view.state === 'ready' && view;
  });

test('a copy has the sound of the source, whatever it is packed in', async () => {
  const wav = await writeSound('a.wav', 3);
  await convert('-i', wav, join(root, 'a.flac'));
  await addJob('j1', join(root, 'a.flac'));
  expect(await listening.open('j1')).toMatchObject({ state: 'preparing', decodedS: 0 });
  const { durationS, peaks } = await untilReady('j1');
  expect(durationS).toBe(3);
  expect(peaks).toHaveLength(30);
  expect(Math.max(...peaks)).toBeCloseTo(8_400 / 32_768, 1);
  const copy = await readFile(join(root, 'listen', 'j1.wav'));
  expect(parseWavHeader(copy, copy.length)).toEqual({
    dataOffset: 44,
    dataBytes: 96_000,
    isTruncated: false,
  });
  expect(copy.subarray(44).equals((await readFile(wav)).subarray(44))).toBe(true);
});

test('the longest unheard copies make room for the newest', async () => {
  await listening.close();
  listening = await open(5 * secondBytes);
  const wav = await writeSound('a.wav', 2);
  for (const id of ['j1', 'j2', 'j3']) await addJob(id, wav);
  await untilReady('j1');
  await untilReady('j2');
  await untilReady('j1');
  await untilReady('j3');
  await until(async () => (await readdir(join(root, 'listen'))).length === 2);
  expect((await readdir(join(root, 'listen'))).sort()).toEqual(['j1.wav', 'j3.wav']);
});

test('a job takes its copy along, one being made, too', async () => {
  await addJob('j1', await writeSound('a.wav', 2));
  await addJob('j2', await writeSound('b.wav', 600));
  await untilReady('j1');
  await listening.open('j2');
  for (const id of ['j1', 'j2']) pushes.emit({ type: 'job.removed', id });
  await until(async () => (await readdir(join(root, 'listen'))).length === 0);
});

test('a source that is gone, changed or no sound is told in its own words, and tried again when asked again', async () => {
  const path = join(root, 'a.mp3');
  await writeFile(path, 'no sound at all');
  await addJob('j1', path);
  await listening.open('j1');
  const refusal = () =>
    until(() =>
      listening.open('j1').then(
        () => false,
        (thrown: unknown) => thrown,
      ),
    );
  expect(await refusal()).toMatchObject({ code: 'file-not-audio' });
  expect(await refusal()).toMatchObject({ code: 'file-not-audio' });
  await writeFile(path, 'another text, and longer');
  expect(await refusal()).toMatchObject({ code: 'file-changed' });
  await rm(path);
  expect(await refusal()).toMatchObject({ code: 'file-not-found' });
  await expect(listening.open('nobody')).rejects.toMatchObject({ code: 'job-not-found' });
  expect(await readdir(join(root, 'listen'))).toEqual([]);
});

test('nothing is left when it closes in the middle', async () => {
  await addJob('j1', await writeSound('a.wav', 600));
  await listening.open('j1');
  await listening.close();
  expect(await readdir(root)).toEqual(['a.wav']);
});

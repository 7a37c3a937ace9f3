import { truncateSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { JobView } from '../../contract/job.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { convert, writeSpeech } from './testSound.ts';

vi.setConfig({ testTimeout: 120_000 });

let home: JobsHome;
const at = (name: string): string => join(home.files, name);
const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };

beforeEach(async () => {
  home = await openJobsHome();
  home.pool.add('a');
});
afterEach(async () => {
  expect(home.errors).toEqual([]);
  await home.close();
});

async function run(path: string): Promise<JobView> {
  const { id } = await home.jobs.submit({ ...job, path });
  return home.ended(id);
}

test('a bomb of silence is bounded by its seconds', async () => {
  await convert('-f', 'lavfi', '-i', 'anullsrc=r=192000:cl=7.1:d=60', '-t', '60', at('bomb.flac'));
  home.settings = { ...home.settings, longestAudioH: 0.01 };
  const { state, failure } = await run(at('bomb.flac'));
  expect([state, failure?.code]).toEqual(['failed', 'file-too-long']);
  expect((await stat(at('bomb.flac'))).size).toBeLessThan(100_000);
});

describe('a source that changes under its decoder', () => {
  /** Runs something once all that may be decoded ahead is decoded, and nothing is recognised yet. */
  async function runHeld(path: string, meanwhile: () => unknown): Promise<JobView> {
    let goOn: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (goOn = resolve));
    home.fronts.before = () => held;
    const { id } = await home.jobs.submit({ ...job, path });
    await home.until(id, ({ progress }) => progress.decodedS >= 600);
    await meanwhile();
    home.fronts.before = () => Promise.resolve();
    goOn();
    return home.ended(id);
  }

  test('is not taken for what was accepted', async () => {
    await writeSpeech(at('shrinking.wav'), 640);
    const { state, failure } = await runHeld(at('shrinking.wav'), () =>
      truncateSync(at('shrinking.wav'), 20_000_000),
    );
    expect([state, failure?.code]).toEqual(['failed', 'file-changed']);
  });

  test('is read to its end where it only went away', async () => {
    await writeSpeech(at('going.wav'), 640);
    await convert('-i', at('going.wav'), at('going.flac'));
    const { state, progress } = await runHeld(at('going.flac'), () => rm(at('going.flac')));
    expect([state, progress.totalS]).toEqual(['done', 640]);
  });
});

test('without ffmpeg a wav of 16 kHz is read, and all else says what is missing', async () => {
  const bare = await openJobsHome({ ports: { ffmpegPath: () => null } });
  try {
    bare.pool.add('a');
    await writeSpeech(at('speech.wav'), 10);
    await convert('-i', at('speech.wav'), at('speech.mp3'));
    const wav = await bare.jobs.submit({ ...job, path: at('speech.wav') });
    const mp3 = await bare.jobs.submit({ ...job, path: at('speech.mp3') });
    expect((await bare.ended(wav.id)).state).toBe('done');
    expect((await bare.ended(mp3.id)).failure?.code).toBe('decoder-missing');
  } finally {
    await bare.close();
  }
});

test('a decoder that was killed is not taken for the end of the file', async () => {
  const killed = await openJobsHome({ ports: { ffmpegPath: () => at('ffmpeg') } });
  try {
    killed.pool.add('a');
    await writeSpeech(at('whole.wav'), 40);
    await convert('-i', at('whole.wav'), at('whole.flac'));
    // Half of the sound, then the kernel's end for whoever takes too much memory: once for each file in `kills`.
    const script = `[ "$1" = -version ] && exec ffmpeg "$@"
for kill in "${at('kills')}"/*; do
  [ -e "$kill" ] && rm "$kill" && head -c 640000 /dev/zero && kill -9 $$
done
exec ffmpeg "$@"\n`;
    await writeFile(at('ffmpeg'), `#!/bin/sh\n${script}`, { mode: 0o755 });
    await mkdir(at('kills'));
    const endWith = async (kills: number): Promise<JobView> => {
      for (let count = 0; count < kills; count += 1) await writeFile(at(`kills/${count}`), '');
      const { id } = await killed.jobs.submit({ ...job, path: at('whole.flac'), skipsDone: false });
      return killed.ended(id);
    };
    const { id, state, progress } = await endWith(1);
    expect([state, progress.totalS, (await killed.jobs.transcript(id)).notes]).toEqual(['done', 40, []]);
    expect((await endWith(9)).failure?.code).toBe('decoder-killed');
  } finally {
    await killed.close();
  }
});

test("an upload is the job's until the job is removed", async () => {
  await writeSpeech(at('up.wav'), 10);
  const upload = join(home.home, 'uploads', 'streamed.upload');
  await rename(at('up.wav'), upload);
  const { id, path, name } = await home.jobs.submit({
    ...job,
    path: upload,
    name: '会议.wav',
    isUpload: true,
  });
  expect([path, name]).toEqual([null, '会议.wav']);
  expect((await home.ended(id)).state).toBe('done');
  expect(await readdir(join(home.home, 'uploads'))).toEqual([`${id}.upload`]);
  await writeFile(join(home.home, 'uploads', 'nobodys.upload'), 'x');
  await home.reopen();
  expect(await readdir(join(home.home, 'uploads'))).toEqual([`${id}.upload`]);
  await home.jobs.remove(id);
  expect(await readdir(join(home.home, 'uploads'))).toEqual([]);
  await expect(home.jobs.get(id)).rejects.toMatchObject({ code: 'job-not-found' });
  await writeSpeech(at('outside.wav'), 1);
  await expect(home.jobs.submit({ ...job, path: at('outside.wav'), isUpload: true })).rejects.toMatchObject({
    code: 'bad-request',
  });
});

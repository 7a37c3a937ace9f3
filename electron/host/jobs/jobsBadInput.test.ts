import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, constants, mkdirSync, openSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { JobView } from '../../contract/job.ts';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import { convert, makeSpeech, renderWav, writeSpeech } from './testSound.ts';

// Some sixty starts of ffmpeg, on a box that may be busy.
vi.setConfig({ testTimeout: 120_000 });

let home: JobsHome;
let speech: string;
const at = (name: string): string => join(home.files, name);
const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };

beforeAll(async () => {
  home = await openJobsHome();
  home.pool.add('a');
  speech = at('speech.wav');
  await writeSpeech(speech, 20);
});
afterAll(async () => {
  expect(home.errors).toEqual([]);
  await home.close();
});

async function refusedAtOnce(path: string): Promise<string> {
  return home.jobs.submit({ ...job, path }).then(
    () => 'accepted',
    (thrown: { code: string }) => thrown.code,
  );
}

async function run(path: string): Promise<JobView> {
  const { id } = await home.jobs.submit({ ...job, path });
  return home.ended(id);
}

/** State, then failure or notes, then seconds. */
async function verdict(path: string): Promise<string> {
  const { id, state, failure, progress } = await run(path);
  if (state !== 'done') return `${state} ${failure?.code}`;
  const { notes } = await home.jobs.transcript(id);
  return [state, ...notes, progress.totalS?.toFixed(1)].join(' ');
}

describe('known at once', () => {
  test('no file, no bytes, a folder, a path through a file', async () => {
    writeFileSync(at('empty.wav'), '');
    mkdirSync(at('folder.wav'));
    expect(await refusedAtOnce(at('nothing.wav'))).toBe('file-not-found');
    expect(await refusedAtOnce(at('empty.wav'))).toBe('file-empty');
    expect(await refusedAtOnce(at('folder.wav'))).toBe('file-is-folder');
    expect(await refusedAtOnce(join(speech, 'inside.wav'))).toBe('file-unreadable');
  });

  test('a pipe, a device, a link that goes round', async () => {
    execFileSync('mkfifo', [at('pipe.wav')]);
    symlinkSync(at('round.wav'), at('round.wav'));
    expect(await refusedAtOnce(at('pipe.wav'))).toBe('file-refused');
    expect(await refusedAtOnce('/dev/zero')).toBe('file-refused');
    expect(await refusedAtOnce(at('round.wav'))).toBe('file-unreadable');
  });

  test('an instance that is not there', async () => {
    const target = { kind: 'instance' as const, instanceId: 'nobody' };
    await expect(home.jobs.submit({ ...job, path: speech, target })).rejects.toMatchObject({
      code: 'instance-not-found',
    });
  });
});

describe('found out by decoding', () => {
  test('text, a picture, noise and silence of a disk under a sound name', async () => {
    writeFileSync(at('text.wav'), 'this is text, not sound\nand a second line\n');
    writeFileSync(at('zeros.mp3'), Buffer.alloc(50_000));
    await convert('-f', 'lavfi', '-i', 'testsrc=d=1', '-frames:v', '1', at('picture.png'));
    writeFileSync(at('picture.mp3'), readFileSync(at('picture.png')));
    expect(await verdict(at('text.wav'))).toBe('failed file-not-audio');
    expect(await verdict(at('picture.mp3'))).toBe('failed file-not-audio');
    expect(await verdict(at('zeros.mp3'))).toBe('failed file-not-audio');
  });

  test('film without sound, and sound without samples', async () => {
    await convert('-f', 'lavfi', '-i', 'testsrc=d=1', at('mute.mp4'));
    writeFileSync(at('none.wav'), renderWav(new Int16Array()));
    expect(await verdict(at('mute.mp4'))).toBe('failed file-no-sound');
    expect(await verdict(at('none.wav'))).toBe('failed file-no-sound');
  });

  test('a broken-off copy goes on with what is there, and says so', async () => {
    const mp4 = ['-movflags', '+faststart', at('whole.m4a')];
    await convert('-i', speech, ...mp4);
    await convert('-i', speech, at('tail.m4a'));
    await convert('-i', speech, at('whole.flac'));
    for (const [from, to] of [
      ['whole.m4a', 'cut.m4a'],
      ['tail.m4a', 'headless.m4a'],
      ['whole.flac', 'cut.flac'],
    ] as const) {
      const bytes = readFileSync(at(from));
      writeFileSync(at(to), bytes.subarray(0, Math.floor(bytes.length * 0.6)));
    }
    expect(await verdict(at('cut.m4a'))).toMatch(/^done truncated 1\d\.\d$/);
    expect(await verdict(at('cut.flac'))).toMatch(/^done truncated 1\d\.\d$/);
    expect(await verdict(at('headless.m4a'))).toBe('failed file-truncated');
  });

  test('a truncated mp3 is as long as what is left', async () => {
    await convert('-i', speech, '-b:a', '64k', at('whole.mp3'));
    writeFileSync(at('cut.mp3'), readFileSync(at('whole.mp3')).subarray(0, 80_000));
    expect(await verdict(at('cut.mp3'))).toMatch(/^done (truncated )?(9|10)\.\d$/);
  });

  test('5 ms, silence, 8 kHz, 48 kHz stereo', async () => {
    writeFileSync(at('short.wav'), renderWav(makeSpeech(0.005)));
    writeFileSync(at('silence.wav'), renderWav(new Int16Array(16_000 * 5)));
    writeFileSync(at('phone.wav'), renderWav(makeSpeech(10), 8_000));
    await convert('-i', speech, '-ac', '2', '-ar', '48000', at('studio.wav'));
    expect(await verdict(at('short.wav'))).toBe('done no-speech 0.0');
    expect(await verdict(at('silence.wav'))).toBe('done no-speech 5.0');
    expect(await verdict(at('phone.wav'))).toMatch(/^done( few-characters)? 20\.0$/);
    expect(await verdict(at('studio.wav'))).toBe('done 20.0');
  });

  test('144 bytes that claim 4 GiB', async () => {
    const lying = Buffer.concat([renderWav(new Int16Array()).subarray(0, 40), Buffer.alloc(104)]);
    lying.writeUInt32LE(0xffff_fff0, 40);
    writeFileSync(at('lying.wav'), lying);
    expect(lying.length).toBe(144);
    expect(await verdict(at('lying.wav'))).toBe('done no-speech truncated 0.0');
    lying.writeUInt32LE(8_000, 24);
    writeFileSync(at('lying8k.wav'), lying);
    expect(await verdict(at('lying8k.wav'))).toMatch(/^done no-speech (truncated )?0\.0$/);
  });
});

describe('files that point to other files', () => {
  const lists = {
    'list.mp3': '#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\nnamed.wav\n#EXT-X-ENDLIST\n',
    'list.wav': '#EXTM3U\n#EXT-X-TARGETDURATION:20\n#EXTINF:20,\nnamed.wav\n#EXT-X-ENDLIST\n',
    'script.mp3': 'ffconcat version 1.0\nfile named.wav\n',
    'session.mp3': 'v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=audio 5004 RTP/AVP 0\n',
  };
  beforeAll(() => {
    // Whoever opens it waits for a writer: it cannot be read unnoticed.
    execFileSync('mkfifo', [at('named.wav')]);
  });

  test.each(Object.entries(lists))('%s is refused, and what it names is not opened', async (name, text) => {
    writeFileSync(at(name), text);
    const beganAt = performance.now();
    const { state, failure } = await run(at(name));
    process.stdout.write(`${name} refused in ${Math.round(performance.now() - beganAt)} ms\n`);
    expect([state, failure?.code]).toEqual(['failed', 'file-refused']);
    expect(() => openForWriting(at('named.wav'))).toThrow('ENXIO');
  });

  test('without our white-lists ffmpeg opens it', async () => {
    writeFileSync(at('script.mp3'), lists['script.mp3']);
    const open = spawn('ffmpeg', ['-nostdin', '-i', at('script.mp3'), '-f', 'null', '-'], {
      stdio: 'ignore',
    });
    const ended = once(open, 'exit');
    await expect.poll(() => openForWriting(at('named.wav'))).toBe(true);
    open.kill('SIGKILL');
    await ended;
  });
});

/** Throws ENXIO while nobody has the pipe open for reading. */
function openForWriting(pipe: string): boolean {
  closeSync(openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK));
  return true;
}

test.each([
  'a\nb.wav',
  '🎙 会议.wav',
  '-i.wav',
  '--help.wav',
  ' two  spaces .wav',
  'it\'s "quoted".wav',
  'http:x.wav',
  'a%d.wav',
])('a file named %j', async (name) => {
  await writeSpeech(at(name), 8);
  const mp3 = at(name.replace('.wav', '.mp3'));
  await convert('-i', `file:${at(name)}`, `file:${mp3}`);
  expect(await verdict(at(name))).toBe('done 8.0');
  expect(await verdict(mp3)).toMatch(/^done 8\.\d$/);
});

test('every format that is promised is read', async () => {
  const seconds: string[] = [];
  for (const name of [
    ...[
      'a.mp3',
      'a.m4a',
      'a.flac',
      'a.ogg',
      'a.mp4',
      'a.mkv',
      'a.aac',
      'a.aiff',
      'a.avi',
      'a.wma',
      'a.flv',
      'a.ts',
    ],
    ...['a.mpg', 'a.caf', 'a.w64', 'a.ac3', 'a.au', 'a.wv', 'a.webm'],
  ]) {
    const codec = {
      'a.mpg': 'mp2',
      'a.ts': 'aac',
      'a.webm': 'libvorbis',
      'a.flv': 'libmp3lame',
      'a.mp4': 'aac',
    }[name];
    await convert('-i', speech, ...(codec ? ['-ar', '44100', '-c:a', codec] : []), at(name));
    seconds.push(`${name} ${await verdict(at(name))}`);
  }
  for (const line of seconds) expect(line).toMatch(/ done 20\.[01]$/);
});

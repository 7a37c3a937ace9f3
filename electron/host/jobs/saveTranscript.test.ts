import { execFile, spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { foldTranscript } from '../../core/transcript/transcript.ts';
import { saveTranscript } from './saveTranscript.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-save-'));
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

function transcribe(text: string) {
  const result = { text, tokens: [...text], timesMs: null, timesSource: 'spread' as const };
  return foldTranscript({
    ...{
      jobId: 'j',
      name: '会议 1.mp3',
      modelName: 'demo',
      isDemo: true,
      hotwords: [],
      createdAt: 0,
      isTruncated: false,
      isSimulated: false,
    },
    durationMs: 90_000,
    segments: [{ fromMs: 1_000, toMs: 80_000, result }],
    punct: [...text].map((_, at) => (at % 9 === 8 ? '，' : '')),
  });
}

const long = transcribe('今天下午三点我们开会讨论预算请大家带上各部门的表'.repeat(8));

it('saves every format beside each other under the name of the source', async () => {
  const paths = await saveTranscript({ transcript: long, formats: ['txt', 'srt', 'vtt', 'json'], dir });
  expect(paths).toEqual(['txt', 'srt', 'vtt', 'json'].map((ext) => join(dir, `会议 1.${ext}`)));
  expect((await readdir(dir)).sort()).toEqual(['会议 1.json', '会议 1.srt', '会议 1.txt', '会议 1.vtt']);
  expect(JSON.parse(await readFile(join(dir, '会议 1.json'), 'utf8'))).toMatchObject({ text: long.text });
  expect((await stat(join(dir, '会议 1.txt'))).mode & 0o444).toBe(0o444 & ~process.umask());
});

it('never replaces a file, and counts on', async () => {
  await writeFile(join(dir, '会议 1.txt'), 'my notes');
  await mkdir(join(dir, '会议 1 (2).txt'));
  const [first] = await saveTranscript({ transcript: long, formats: ['txt'], dir });
  const [second] = await saveTranscript({ transcript: transcribe('别的'), formats: ['txt'], dir });
  expect([first, second]).toEqual([join(dir, '会议 1 (3).txt'), join(dir, '会议 1 (4).txt')]);
  expect(await readFile(join(dir, '会议 1.txt'), 'utf8')).toBe('my notes');
});

it('leaves one file when the same transcript is saved again', async () => {
  const plan = { transcript: long, formats: ['srt' as const], dir };
  expect(await saveTranscript(plan)).toEqual(await saveTranscript(plan));
  expect(await readdir(dir)).toEqual(['会议 1.srt']);
});

it('leaves one file when the same transcript is saved many times at once', async () => {
  const plan = { transcript: long, formats: ['txt' as const], dir };
  await Promise.all(Array.from({ length: 16 }, () => saveTranscript(plan)));
  expect(await readdir(dir)).toEqual(['会议 1.txt']);
});

it('gives two that save at once a name each', async () => {
  const texts = Array.from({ length: 8 }, (_, at) => transcribe('好'.repeat(at + 1)));
  const saved = await Promise.all(
    texts.map((transcript) => saveTranscript({ transcript, formats: ['txt'], dir })),
  );
  expect(new Set(saved.flat()).size).toBe(8);
  for (const [at, [path = '']] of saved.entries()) {
    expect(await readFile(path, 'utf8')).toBe(`${texts[at]?.text ?? ''}\n`);
  }
  expect(await readdir(dir)).toHaveLength(8);
});

it('takes another name', async () => {
  const [path] = await saveTranscript({
    transcript: long,
    formats: ['txt'],
    dir,
    nameOf: (format) => `new.${format}`,
  });
  expect(path).toBe(join(dir, 'new.txt'));
});

it('removes what a killed saver left of this file, and nothing else', async () => {
  const gone = spawnSync(process.execPath, ['-e', '']).pid;
  const [dead, living] = [gone, process.pid].map((pid) => `.会议 1.txt.${pid}-0123456789ab.tmp`);
  for (const name of [dead, living, `.other.txt.${gone}-0123456789ab.tmp`, '.会议 1.txt.notes.tmp'])
    await writeFile(join(dir, name ?? ''), 'half');
  await saveTranscript({ transcript: long, formats: ['txt'], dir });
  expect((await readdir(dir)).sort()).toEqual(
    [living, `.other.txt.${gone}-0123456789ab.tmp`, '.会议 1.txt.notes.tmp', '会议 1.txt'].sort(),
  );
});

it('saves a Word document once, as every other file', async () => {
  const plan = { transcript: long, formats: ['docx' as const], dir };
  expect(await saveTranscript(plan)).toEqual(await saveTranscript(plan));
});

it('says which file cannot be written', async () => {
  const missing = join(dir, 'gone');
  await expect(saveTranscript({ transcript: long, formats: ['txt'], dir: missing })).rejects.toMatchObject({
    code: 'output-not-writable',
    detail: { path: join(missing, '会议 1.txt'), code: 'ENOENT' },
  });
  await writeFile(join(dir, 'file'), '');
  await expect(
    saveTranscript({ transcript: long, formats: ['txt'], dir: join(dir, 'file') }),
  ).rejects.toMatchObject({ code: 'output-not-writable' });
});

it('writes subtitles a real player reads whole', async () => {
  const paths = await saveTranscript({ transcript: long, formats: ['srt', 'vtt'], dir });
  for (const path of paths) {
    const args = ['-nostdin', '-v', 'error', '-i', `file:${path}`, '-f', 'srt', '-'];
    const { stdout, stderr } = await promisify(execFile)('ffmpeg', args);
    expect(stderr).toBe('');
    const shown = stdout.split('\n').filter((line) => line !== '' && !/^\d+$|-->/.test(line));
    expect(shown.join('')).toBe(long.text);
  }
});

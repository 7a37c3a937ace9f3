import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { JobStage, JobState, JobView } from '../contract/job.ts';
import type { ModelFetch } from '../contract/model.ts';
import { sampleJob } from '../host/doors/standIns.ts';
import { renderFetch } from './fetchLine.ts';
import { gatherFiles } from './gatherFiles.ts';
import { createJobWatch } from './jobWatch.ts';
import { browserCommand } from './openBrowser.ts';
import { openProgressLine, renderProgress } from './progressLine.ts';
import { foldTrack, renderClock, renderSummary, renderTimings } from './timings.ts';
import type { Track } from './timings.ts';

function jobAt(state: JobState, stage: JobStage, over: Partial<JobView['progress']> = {}): JobView {
  return { ...sampleJob, state, progress: { ...sampleJob.progress, totalS: 60, stage, ...over } };
}

test('time is counted to the stage a job was in; the stages sum to its whole run', () => {
  const steps: [number, JobState, JobStage][] = [
    [1000, 'queued', 'decode'],
    [1500, 'decoding', 'decode'],
    [2000, 'running', 'recognise'],
    [2500, 'running', 'recognise'],
    [4000, 'running', 'punctuate'],
    [4250, 'done', 'save'],
  ];
  let track: Track | undefined;
  for (const [at, state, stage] of steps) track = foldTrack(track, jobAt(state, stage), at);
  expect(track?.spentMs).toEqual({ waiting: 500, decode: 500, recognise: 2000, punctuate: 250 });
  const timings = { marks: { hostMs: 300 }, tracks: track ? [track] : [] };
  expect(renderTimings(timings, 'en')).toBe(
    '  host: 0.30 s\n' +
      '  a.wav (1:00): waiting 0.50 s, decode 0.50 s, recognise 2.00 s, punctuate 0.25 s\n',
  );
  expect(renderSummary(timings, 5000, 'en')).toBe('1 file · audio 1:00 · 5.0 s · 12 × real time\n');
});

test.each([
  [0, '0:00'],
  [59.6, '1:00'],
  [3599, '59:59'],
  [3661, '1:01:01'],
])('%s seconds read %s', (seconds, text) => {
  expect(renderClock(seconds)).toBe(text);
});

test('progress tells stage, seconds of audio, speed and time left; unknown figures are left out', () => {
  const job = jobAt('running', 'recognise', { recognisedS: 12, speechS: 50, speedX: 35.4, etaS: 12 });
  expect(renderProgress({ done: 3, total: 10, job }, 'en')).toBe(
    '3/10 files · a.wav · recognising 0:12 of 0:50 · 35× · 0:12 left',
  );
  const unknown = jobAt('decoding', 'decode', { decodedS: 5, totalS: null, speedX: null, etaS: null });
  expect(renderProgress({ done: 0, total: 1, job: unknown }, 'en')).toBe('a.wav · decoding 0:05');
  expect(renderProgress({ done: 0, total: 1, job: null }, 'zh-CN')).toBe('启动中');
});

test('on a terminal the line stays one line, also with wide characters; elsewhere a short run says nothing', () => {
  const job = { ...jobAt('running', 'recognise'), name: '很长的文件名'.repeat(30) };
  const told: string[] = [];
  const terminal = { tell: (text: string) => void told.push(text), language: 'en' } as never as Parameters<
    typeof openProgressLine
  >[0];
  const line = openProgressLine({ ...terminal, columns: 40 });
  line.show({ done: 0, total: 1, job });
  line.tell('kept\n');
  expect(told[0]?.length).toBeLessThan(40);
  expect(told).toEqual([told[0], '\r\u001b[2K', 'kept\n']);
  told.length = 0;
  const sparse = openProgressLine({ ...terminal, columns: null });
  sparse.show({ done: 0, total: 1, job });
  sparse.close();
  expect(told).toEqual([]);
});

test('files keep their order; a missing one is a failure, a folder is one unless asked for, then its audio in order', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-files-'));
  await mkdir(join(dir, 'talks', 'deep'), { recursive: true });
  for (const name of ['b.MP3', 'a.wav', 'notes.txt', 'deep/c.m4a'])
    await writeFile(join(dir, 'talks', name), 'x');
  const talks = join(dir, 'talks');
  const plain = await gatherFiles([join(talks, 'notes.txt'), talks, join(dir, 'nope.wav')], false);
  expect(plain.map(({ name, failure }) => [name, failure?.code])).toEqual([
    ['notes.txt', undefined],
    ['talks', 'file-is-folder'],
    ['nope.wav', 'file-not-found'],
  ]);
  const all = await gatherFiles([talks], true);
  expect(all.map(({ name }) => name)).toEqual(['a.wav', 'b.MP3', 'deep/c.m4a']);
  await rm(dir, { recursive: true });
});

test('a job’s end is seen whether it comes before or after anybody waits, and a late reply does not undo it', async () => {
  const watch = createJobWatch(() => undefined);
  const done = jobAt('done', 'save');
  watch.take({ seq: 1, event: { type: 'job.changed', job: done } });
  watch.note(jobAt('queued', 'decode'));
  expect((await watch.ended(done.id)).state).toBe('done');
  const other = { ...jobAt('running', 'recognise'), id: 'j-2' };
  watch.note(other);
  const ended = watch.ended('j-2');
  watch.take({ seq: 2, event: { type: 'job.changed', job: { ...other, state: 'failed' } } });
  expect((await ended).state).toBe('failed');
});

test('a browser is opened only where there is a display', () => {
  expect(browserCommand({}, 'linux')).toBeNull();
  expect(browserCommand({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toEqual(['xdg-open']);
  expect(browserCommand({}, 'darwin')).toEqual(['open']);
});

test('a fetch tells bytes, speed and time left; hours of it tell of a mirror', () => {
  const fetch: ModelFetch = {
    ...{ id: 'modelscope/a/b', fullId: 'a/b', hub: 'modelscope', state: 'downloading', note: null },
    ...{ doneBytes: 3 << 20, totalBytes: 9 << 20, speedBytesS: 2 << 20, startedAt: 0, endedAt: null },
    ...{ failure: null, modelId: null },
  };
  expect(renderFetch(fetch, 'en')).toBe('a/b · downloading 3.0 MiB of 9.0 MiB · 2.0 MiB/s · 0:03 left');
  expect(renderFetch({ ...fetch, totalBytes: null }, 'en')).toBe('a/b · downloading 3.0 MiB · 2.0 MiB/s');
  expect(renderFetch({ ...fetch, speedBytesS: 0 }, 'en')).toBe(
    'a/b · downloading 3.0 MiB of 9.0 MiB · 0.0 MiB/s',
  );
  expect(renderFetch({ ...fetch, speedBytesS: 1024 }, 'en')).toContain('1:42:24 left · slow: a mirror');
  expect(renderFetch({ ...fetch, state: 'preparing', note: 'installing packages' }, 'en')).toBe(
    'a/b · installing packages',
  );
});

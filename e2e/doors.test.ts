/** The doors for programs, reached by clients that know nothing of ParaDeck. */
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import OpenAI, { NotFoundError, toFile } from 'openai';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DoorView } from '../electron/contract/door.ts';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { findFreePort } from '../electron/host/freePort.ts';
import { openBox, root } from './box.ts';
import type { Box } from './box.ts';
import { charErrorRate } from './charError.ts';
import { readPcm, writeWav } from './clips.ts';
import { longestSample, readSamples } from './samples.ts';

let box: Box;
let url: string;
let client: OpenAI;
const short = readSamples().find(({ name }) => name === 'hello-5s.wav') ?? longestSample();
const long = longestSample();

async function readDoor(instanceId: string | null): Promise<DoorView | undefined> {
  const { doors } = await box.call('host.snapshot', {});
  return doors.find((door) => door.instanceId === instanceId);
}

async function untilReady(at: string): Promise<void> {
  await vi.waitFor(async () => expect((await fetch(`${at}/readyz`)).status).toBe(200), { timeout: 60_000 });
}

beforeAll(async () => {
  box = await openBox();
  url = (await readDoor(null))?.url ?? '';
  await untilReady(url);
  client = new OpenAI({ baseURL: `${url}/v1`, apiKey: 'not needed', maxRetries: 0 });
});
afterAll(() => box.close());

test('OpenAI’s client gets the text in every format, with true times', async () => {
  const ask = <F extends 'json' | 'text' | 'srt' | 'vtt' | 'verbose_json'>(format: F) => ({
    file: createReadStream(short.path),
    model: 'whisper-1',
    response_format: format,
  });
  const { text } = await client.audio.transcriptions.create(ask('json'));
  expect(text).toBe(short.text);
  expect((await client.audio.transcriptions.create(ask('text'))).trim()).toBe(short.text);
  const srt = await client.audio.transcriptions.create(ask('srt'));
  expect(srt).toMatch(/^1\n00:00:00,\d{3} --> 00:00:0\d,\d{3}\n/);
  expect(srt).toContain(short.text.slice(0, 4));
  const vtt = await client.audio.transcriptions.create(ask('vtt'));
  expect(vtt).toMatch(/^WEBVTT\n\n00:00:00\.\d{3} --> /);
  const verbose = await client.audio.transcriptions.create({
    ...ask('verbose_json'),
    timestamp_granularities: ['word', 'segment'],
  });
  expect(verbose).toMatchObject({ text: short.text, language: 'zh' });
  expect(verbose.duration).toBeCloseTo(5, 0);
  expect(verbose.segments?.map((segment) => segment.text).join('')).toBe(short.text);
  expect(verbose.words?.map(({ word }) => word).join('')).toBe(short.text);
  // The first character is said after the pause at the beginning, each one behind the last.
  const starts = verbose.words?.map(({ start }) => start) ?? [];
  expect(starts[0]).toBeGreaterThan(0.1);
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(verbose.words?.at(-1)?.end).toBeLessThanOrEqual(verbose.duration);
});

test('a stream’s deltas come in file order and put together are its text', async () => {
  // Three times over: a single one may be text before its first part has been told.
  const once = await readPcm(long.path);
  const path = join(box.home, 'three times.wav');
  await writeWav(
    path,
    Int16Array.from({ length: 3 * once.length }, (_, at) => once[at % once.length] ?? 0),
  );
  const stream = await client.audio.transcriptions.create({
    file: createReadStream(path),
    model: 'demo-asr',
    stream: true,
  });
  const deltas: string[] = [];
  let done = '';
  for await (const event of stream) {
    if (event.type === 'transcript.text.delta') deltas.push(event.delta);
    if (event.type === 'transcript.text.done') done = event.text;
  }
  expect(deltas.length).toBeGreaterThan(1);
  expect(deltas.join('')).toBe(done);
  expect(charErrorRate(long.text.repeat(3), done)).toBeLessThanOrEqual(0.02);
});

test('a request is a job like any other, and its answer names it', async () => {
  const name = '会议 "1" 记录.wav';
  const file = await toFile(await readFile(short.path), name);
  const answer = await client.audio.transcriptions.create({ file, model: 'whisper-1' });
  const id = (answer as { _request_id?: string })._request_id ?? '';
  expect(await box.call('jobs.get', { id })).toMatchObject({ name, state: 'done', path: null });
  const later = await fetch(`${url}/v1/jobs/${id}/transcript?format=text`);
  expect((await later.text()).trim()).toBe(short.text);
});

test('an unknown model is an OpenAI error that names those there are', async () => {
  const asked = client.audio.transcriptions.create({
    file: createReadStream(short.path),
    model: 'whisper-9',
  });
  const error: unknown = await asked.catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(NotFoundError);
  expect(error).toMatchObject({ status: 404, code: 'model-not-found', param: 'model' });
  expect(String(error)).toContain('demo-asr');
  const models = await client.models.list();
  expect(models.data.map(({ id }) => id)).toEqual(['whisper-1', 'demo-asr']);
  expect(await client.models.retrieve('demo-asr')).toMatchObject({ id: 'demo-asr', object: 'model' });
});

test('curl: what is no audio is refused with cause and fix, and no path of the host', async () => {
  const bad = join(box.home, 'notes.wav');
  await writeFile(bad, 'these are notes\n'.repeat(100));
  const send = async (...args: string[]) => {
    const curl = await execa('curl', ['-s', '-w', '\n%{http_code}', ...args]);
    const [body = '', status] = curl.stdout.split('\n');
    return { status, body, error: (JSON.parse(body) as { error: Record<string, unknown> }).error };
  };
  const at = `${url}/v1/audio/transcriptions`;
  const refused = await send(at, '-F', `file=@${bad}`, '-H', 'Accept-Language: zh-CN');
  expect(refused).toMatchObject({
    status: '400',
    error: { code: 'file-not-audio', type: 'invalid_request_error' },
  });
  expect(String(refused.error['message'])).toContain('识别失败');
  expect(refused.body).not.toContain(box.home);
  const missing = await send(at, '-F', 'model=whisper-1', '-H', 'Accept-Language: zh-CN');
  expect(missing).toMatchObject({ status: '400', error: { code: 'file-missing', param: 'file' } });
  expect(String(missing.error['message'])).toContain('请先上传音频文件');
});

test('a job is accepted at once, tells how far it is, and gives its text in each format', async () => {
  const form = new FormData();
  form.set('file', new Blob([await readFile(long.path)]), 'long.wav');
  const send = (): Promise<Response> =>
    fetch(`${url}/v1/jobs`, { method: 'POST', body: form, headers: { 'Idempotency-Key': 'content' } });
  const accepted = await send();
  expect(accepted.status).toBe(202);
  const { id } = (await accepted.json()) as { id: string };
  expect(accepted.headers.get('location')).toBe(`/v1/jobs/${id}`);
  // The same file again while it is under way: the same job.
  expect(await (await send()).json()).toMatchObject({ id, is_repeated: true });
  const events = await (await fetch(`${url}/v1/jobs/${id}/events`)).text();
  expect(events).toContain('event: job\n');
  expect(events).toMatch(/event: end\nid: .+\ndata: .*"state":"done"/);
  const job = (await (await fetch(`${url}/v1/jobs/${id}`)).json()) as { text: string };
  expect(job).toMatchObject({ state: 'done', is_ended: true, error: null, progress: { fraction: 1 } });
  expect(charErrorRate(long.text, job.text)).toBeLessThanOrEqual(0.02);
  const vtt = await fetch(`${url}/v1/jobs/${id}/transcript?format=vtt`);
  expect(vtt.headers.get('content-type')).toMatch(/^text\/vtt/);
  expect(await vtt.text()).toMatch(/^WEBVTT/);
  const nothing = await fetch(`${url}/v1/jobs/no-such-job`);
  expect([nothing.status, await nothing.json()]).toMatchObject([404, { error: { code: 'job-not-found' } }]);
});

test('an instance’s own door recognises there; its port taken, its owner is named and the rest goes on', async () => {
  const { instances } = await box.call('host.snapshot', {});
  const [first, second] = instances.map(({ spec }) => spec.id);
  const opened = box.until(
    ({ event }) =>
      event.type === 'doors.changed' && event.doors.filter(({ state }) => state === 'open').length >= 2,
  );
  await box.call('instances.edit', { id: second ?? '', patch: { port: Number(new URL(url).port) } });
  await box.call('instances.edit', { id: first ?? '', patch: { port: await findFreePort() } });
  await box.call('settings.set', { instanceDoors: true });
  await opened;
  const own = await readDoor(first ?? '');
  const form = new FormData();
  form.set('file', new Blob([await readFile(short.path)]), 'own.wav');
  const answer = await fetch(`${own?.url}/v1/audio/transcriptions`, { method: 'POST', body: form });
  const { text, job_id: id } = (await answer.json()) as { text: string; job_id: string };
  expect(text).toBe(short.text);
  expect(await box.call('jobs.get', { id })).toMatchObject({ target: { kind: 'instance' }, ranOn: [first] });
  const shut = await readDoor(second ?? '');
  expect(shut).toMatchObject({ state: 'shut', failure: { code: 'port-taken' } });
  expect(shut?.failure?.message).toContain(`pid ${box.pid}`);
  await untilReady(url);
});

/** Reads one file by a client from PyPI: what FunASR's own documentation sends, over its WebSocket. */
const funasrClient = `
import asyncio, json, sys
from funasr_client import async_file_asr_stream
async def main():
    async for message in async_file_asr_stream(sys.argv[2], sys.argv[1], mode="offline", hotwords={"成都": 20}):
        print(json.dumps(message))
asyncio.run(main())
`;

test('a FunASR client from PyPI gets the text with a time for each character, of PCM and of whole files', async () => {
  const python = await openEnvironments(root).make('dev', () => undefined);
  const recognise = async (path: string) => {
    const { stdout } = await execa(python, ['-c', funasrClient, url.replace('http', 'ws'), path]);
    return JSON.parse(stdout) as { text: string; timestamp: [number, number][]; job_id: string };
  };
  const told = await recognise(short.path);
  expect(told).toMatchObject({ mode: 'offline', wav_name: short.name, text: short.text, is_final: true });
  expect(told.timestamp).toHaveLength(short.text.replace(/[，。？！、]/g, '').length);
  expect(told.timestamp.flat()).toEqual(told.timestamp.flat().toSorted((a, b) => a - b));
  expect(await box.call('jobs.get', { id: told.job_id })).toMatchObject({ name: short.name, state: 'done' });
  const music = readSamples().find(({ name }) => name === 'weather.mp3') ?? longestSample();
  expect((await recognise(music.path)).text).toBe(music.text);
});

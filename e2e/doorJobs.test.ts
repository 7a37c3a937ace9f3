/** Jobs over HTTP as a program uses them, on one host: formats, events, cancel, keys, and a webhook over a kill. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ApiJob } from '../electron/core/doors/apiSchemas.ts';
import { renderWav } from '../electron/host/jobs/testSound.ts';
import { makeHome, openBox } from './box.ts';
import type { Box } from './box.ts';
import { charErrorRate } from './charError.ts';
import { readPcm } from './clips.ts';
import { findDoor, readSounds } from './doorClients.ts';
import type { Sound } from './doorClients.ts';
import { longestSample, readSamples } from './samples.ts';

const short = readSamples().find(({ name }) => name === 'hello-5s.wav') ?? longestSample();
const other = readSamples().find(({ name }) => name === 'weather.mp3') ?? longestSample();
const long = longestSample();
const home = await makeHome('jobs');
let box: Box;
let url: string;
let sounds: { short: Sound; other: Sound; long: Sound; longer: Sound };

beforeAll(async () => {
  const once = await readPcm(long.path);
  const longer = Int16Array.from({ length: 4 * once.length }, (_, at) => once[at % once.length] ?? 0);
  const [one, two, three] = await readSounds([short.path, other.path, long.path]);
  if (!one || !two || !three) throw new Error('no samples');
  const bytes = Buffer.from(new Uint8Array(renderWav(longer)));
  sounds = { short: one, other: two, long: three, longer: { name: 'longer.wav', bytes } };
  box = await openBox({ home });
  url = await findDoor(box);
}, 120_000);
afterAll(async () => {
  await box.close();
  await rm(home, { recursive: true, force: true });
});

async function send(sound: Sound, headers: Record<string, string> = {}) {
  const form = new FormData();
  form.set('file', new Blob([sound.bytes]), sound.name);
  const answer = await fetch(`${url}/v1/jobs`, { method: 'POST', body: form, headers });
  return { status: answer.status, body: (await answer.json()) as ApiJob & { is_repeated?: true } };
}

interface Event {
  readonly id: string | null;
  readonly name: string;
  readonly data: ApiJob & { text: string };
}

/** Events as they come; leaving the loop ends the connection. */
async function* follow(id: string, headers: Record<string, string> = {}): AsyncGenerator<Event> {
  const answer = await fetch(`${url}/v1/jobs/${id}/events`, { headers });
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  let text = '';
  for await (const chunk of answer.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const blocks = `${text}${chunk}`.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(
        block.split('\n').map((line) => [line.split(':')[0] ?? '', line.replace(/^\w*: ?/, '')]),
      );
      const data = fields.get('data');
      if (data === undefined) continue;
      yield { id: fields.get('id') ?? null, name: fields.get('event') ?? '', data: JSON.parse(data) };
    }
  }
}

async function untilEnd(id: string): Promise<Event[]> {
  const events: Event[] = [];
  for await (const event of follow(id)) events.push(event);
  return events;
}

async function untilText(id: string): Promise<string> {
  for await (const { name, data } of follow(id)) if (name === 'text' && data.text !== '') return data.text;
  return '';
}

async function readError(answer: Response): Promise<Record<string, unknown>> {
  return { status: answer.status, ...((await answer.json()) as { error: object }).error };
}

test('the text is had in each format, whole, with times that rise', async () => {
  const { body: job } = await send(sounds.short);
  expect((await untilEnd(job.id)).at(-1)?.data.state).toBe('done');
  const get = (query: string) => fetch(`${url}/v1/jobs/${job.id}/transcript?${query}`);
  const json = await get('format=json');
  expect(json.headers.get('x-job-state')).toBe('done');
  expect(await json.json()).toMatchObject({ text: short.text, job_id: job.id, holes: [] });
  expect(await (await get('format=text')).text()).toBe(`${short.text}\n`);
  const cue = String.raw`00:00:0\d[.,]\d{3} --> 00:00:0\d[.,]\d{3}\n`;
  const srt = await (await get('format=srt')).text();
  expect(srt).toMatch(new RegExp(`^1\\n${cue}`));
  const vtt = await (await get('format=vtt')).text();
  expect(vtt).toMatch(new RegExp(`^WEBVTT\\n\\n${cue}`));
  const said = (text: string): string => text.replace(/^(WEBVTT|\d+|.* --> .*)$|\s/gm, '');
  for (const cues of [srt, vtt]) expect(charErrorRate(said(short.text), said(cues))).toBe(0);
  const times = 'timestamp_granularities=word&timestamp_granularities=segment';
  const verbose = (await (await get(`format=verbose_json&${times}`)).json()) as {
    readonly words: { word: string; start: number; end: number }[];
    readonly segments: { text: string }[];
  };
  expect(verbose).toMatchObject({ task: 'transcribe', language: 'zh', text: short.text });
  expect(verbose.segments.map(({ text }) => text).join('')).toBe(short.text);
  expect(verbose.words.map(({ word }) => word).join('')).toBe(short.text);
  const at = verbose.words.flatMap(({ start, end }) => [start, end]);
  expect(at).toEqual(at.toSorted((a, b) => a - b));
  expect(await readError(await get('format=docx'))).toMatchObject({ status: 400, param: 'response_format' });
});

test('events: whoever loses the line, or comes late, misses nothing; who had the end is told there is no more', async () => {
  const { body: job } = await send(sounds.long);
  const early = await untilText(job.id);
  const again = await untilEnd(job.id);
  expect(again.map(({ name }) => name)).toEqual(expect.arrayContaining(['job', 'text', 'end']));
  // As much as was told before the line broke, at once.
  expect(again.find(({ name }) => name === 'text')?.data.text.slice(0, 5)).toBe(early.slice(0, 5));
  const fractions = again.flatMap(({ name, data }) => (name === 'job' ? [data.progress.fraction ?? 0] : []));
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  const late = await untilEnd(job.id);
  expect(late.map(({ name }) => name).slice(-2)).toEqual(['text', 'end']);
  const [text, end] = late.slice(-2);
  expect(charErrorRate(long.text, text?.data.text ?? '')).toBeLessThanOrEqual(0.02);
  expect(end?.data).toMatchObject({ id: job.id, state: 'done', is_ended: true });
  const at = `${url}/v1/jobs/${job.id}/events`;
  expect((await fetch(at, { headers: { 'Last-Event-ID': end?.id ?? '' } })).status).toBe(204);
  expect((await fetch(at, { method: 'HEAD' })).status).toBe(200);
});

test('a job that runs is cancelled: its follower hears it, its text so far stays, another goes on', async () => {
  const { body: job } = await send(sounds.longer);
  const followed = untilEnd(job.id);
  expect(await untilText(job.id)).not.toBe('');
  expect(await readError(await fetch(`${url}/v1/jobs/${job.id}/transcript`))).toMatchObject({
    ...{ status: 409, code: 'job-not-finished' },
  });
  const { body: beside } = await send(sounds.short);
  const cancel = () => fetch(`${url}/v1/jobs/${job.id}`, { method: 'DELETE' });
  const cancelled = await cancel();
  expect([cancelled.status, await cancelled.json()]).toMatchObject([200, { state: 'cancelled' }]);
  expect((await followed).at(-1)).toMatchObject({ name: 'end', data: { state: 'cancelled' } });
  expect(await (await fetch(`${url}/v1/jobs/${job.id}`)).json()).toMatchObject({
    ...{ is_ended: true, text: expect.stringContaining(long.text.slice(0, 2)) },
  });
  // Once more does no harm, nor does cancelling what is done.
  expect(await (await cancel()).json()).toMatchObject({ state: 'cancelled' });
  expect((await untilEnd(beside.id)).at(-1)?.data.state).toBe('done');
  const done = await fetch(`${url}/v1/jobs/${beside.id}`, { method: 'DELETE' });
  expect(await done.json()).toMatchObject({ state: 'done' });
  const nothing = await fetch(`${url}/v1/jobs/nothing`, { method: 'DELETE' });
  expect(await readError(nothing)).toMatchObject({ status: 404, code: 'job-not-found' });
});

test('a request sent again is the same job; its key with another file is refused, not answered with the wrong text', async () => {
  const byContent = { 'Idempotency-Key': 'content' };
  const twice = () => send(sounds.other, byContent);
  const [one, two] = await Promise.all([twice(), twice()]);
  expect(one.body.id).toBe(two.body.id);
  expect([one.body.is_repeated, two.body.is_repeated].filter(Boolean)).toHaveLength(1);
  expect((await send(sounds.long, byContent)).body.id).not.toBe(one.body.id);
  const own = { 'Idempotency-Key': 'order 17' };
  const { body: first } = await send(sounds.short, own);
  expect(first.id).not.toBe(one.body.id);
  expect((await send(sounds.short, own)).body).toMatchObject({ id: first.id, is_repeated: true });
  expect(await send(sounds.long, own)).toMatchObject({
    status: 400,
    body: { error: { param: 'Idempotency-Key' } },
  });
});

test('a webhook that was not taken is told after the host was killed, under the same id', async () => {
  const heard: { id: string; job: string }[] = [];
  let status = 503;
  const receiver = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { data } = JSON.parse(body) as { data: { job: ApiJob } };
      heard.push({ id: String(request.headers['webhook-id']), job: data.job.id });
      response.writeHead(status).end();
    });
  }).listen(0, '127.0.0.1');
  try {
    await new Promise((resolve) => receiver.once('listening', resolve));
    const at = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
    const whole = { events: ['job.ended' as const], hasText: false, allowsPrivate: true };
    await box.call('webhook.set', { url: at, ...whole });
    const { body: job } = await send(sounds.short);
    // Other jobs may end meanwhile.
    const ids = () => heard.filter((one) => one.job === job.id).map(({ id }) => id);
    await expect.poll(ids, { timeout: 30_000 }).toHaveLength(1);
    await box.kill();
    status = 200;
    box = await openBox({ home });
    await expect.poll(ids, { timeout: 30_000 }).toHaveLength(2);
    expect(new Set(ids()).size).toBe(1);
    await expect.poll(async () => (await box.call('webhook.get', {})).waiting, { timeout: 30_000 }).toBe(0);
  } finally {
    receiver.close();
  }
}, 60_000);

import { createHmac } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { webhookMessage } from '../../../core/doors/webhookMessage.ts';
import type { Letter, LetterStore } from '../../store/storePort.ts';
import { createPushes } from '../pushes.ts';
import { quietLog, sampleJob } from '../standIns.ts';
import { openWebhook } from './webhook.ts';
import type { Webhook } from './webhook.ts';
import { isRefusedAddress } from './webhookAddress.ts';

const secret = `whsec_${Buffer.from('a secret of bytes').toString('base64')}`;
const pushes = createPushes();
let dir: string;
let server: Server;
let url: string;
let statuses: number[];
let heard: { headers: IncomingHttpHeaders; body: string }[];
let hook: Webhook;
let waiting: number;
let letters: Map<string, Letter>;
let retryMs: (tries: number) => number | null;

beforeEach(async () => {
  [statuses, heard, waiting, letters] = [[], [], 0, new Map()];
  retryMs = (tries) => (tries < 3 ? 5 : null);
  dir = await mkdtemp(join(tmpdir(), 'paradeck-webhook-'));
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      heard.push({ headers: request.headers, body });
      response.writeHead(statuses.shift() ?? 200, { Location: `${url}/elsewhere` }).end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  hook = await open();
});
afterEach(async () => {
  await hook.close();
  server.close();
  await rm(dir, { recursive: true, force: true });
});

const now = 1_700_000_000_000;

/** What the journal would hold. */
function keepLetters(): LetterStore {
  return {
    writeLetter: async (letter) => void letters.set(letter.id, letter),
    dropLetters: async (ids) => ids.forEach((id) => letters.delete(id)),
    letters: async () => [...letters.values()],
  };
}

function open(): Promise<Webhook> {
  const transcript = async () => ({ text: ' canary text ' }) as never;
  const jobs = { transcript, load: () => ({ jobs: waiting, remainingS: 0, isDiskFull: false }) };
  return openWebhook({
    ...{
      file: join(dir, 'webhook.json'),
      pushes,
      jobs,
      store: keepLetters(),
      clock: { now: () => now },
      log: quietLog,
    },
    retryMs: (tries) => retryMs(tries),
  });
}

const draft = { events: ['job.ended' as const], hasText: false, allowsPrivate: true, secret };
const end = (id: string) => pushes.emit({ type: 'job.changed', job: { ...sampleJob, id, endedAt: now } });

test('a job that ends is told once, signed, without its text', async () => {
  await hook.set({ ...draft, url });
  end('j-1');
  end('j-1');
  await expect.poll(() => [hook.view().last?.state, hook.view().waiting]).toEqual(['delivered', 0]);
  expect(heard).toHaveLength(1);
  const [{ headers, body }] = heard as [(typeof heard)[0]];
  expect(webhookMessage.parse(JSON.parse(body))).toMatchObject({
    type: 'job.ended',
    data: { job: { id: 'j-1' } },
  });
  expect(body).not.toContain('canary');
  const signed = `${String(headers['webhook-id'])}.1700000000.${body}`;
  const mac = createHmac('sha256', 'a secret of bytes').update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${mac}`);
  expect(JSON.stringify(hook.view())).not.toContain(secret);
});

test('the text goes with it where that is chosen, and the end of the queue is told by states', async () => {
  await hook.set({ ...draft, url, events: ['job.ended', 'queue.ended'], hasText: true });
  waiting = 1;
  end('j-1');
  waiting = 0;
  end('j-2');
  await expect.poll(() => heard.length).toBe(3);
  const messages = heard.map(({ body }) => webhookMessage.parse(JSON.parse(body)));
  expect(messages.filter(({ type }) => type === 'queue.ended')).toMatchObject([
    { data: { jobs: { done: 2 } } },
  ]);
  expect(messages.filter(({ type }) => type === 'job.ended')).toMatchObject([
    { data: { text: 'canary text' } },
    { data: { text: 'canary text' } },
  ]);
});

test.each([
  ['a receiver in trouble is tried again', [500, 429, 200], 3, 'delivered'],
  ['and given up in the end', [500, 500, 500], 3, 'given-up'],
  ['one that refuses the message is not', [400], 1, 'given-up'],
  ['nor is one that points elsewhere followed', [302], 1, 'given-up'],
])('%s', async (_what, answers, sent, state) => {
  await hook.set({ ...draft, url });
  statuses = [...answers];
  end('j-1');
  await expect
    .poll(() => [heard.length, hook.view().last?.state, hook.view().waiting])
    .toEqual([sent, state, 0]);
  expect(new Set(heard.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
});

test('this machine is not told unless that is allowed, by address or by name', async () => {
  for (const at of [url, url.replace('127.0.0.1', 'localhost')]) {
    await hook.set({ ...draft, url: at, allowsPrivate: false });
    expect(await hook.test()).toMatchObject({
      isDelivered: false,
      error: expect.stringContaining('private'),
    });
  }
  expect(heard).toEqual([]);
  await hook.set({ ...draft, url });
  expect(await hook.test()).toMatchObject({ isDelivered: true, status: 200 });
});

test.each([
  ['127.0.0.1', true, false],
  ['10.1.2.3', true, false],
  ['::1', true, false],
  ['::ffff:127.0.0.1', true, false],
  ['::ffff:7f00:1', true, true],
  ['fd12::1', true, false],
  ['169.254.169.254', true, true],
  ['fe80::1', true, true],
  ['0.0.0.0', true, false],
  ['8.8.8.8', false, false],
  ['2606:4700::1111', false, false],
])('%s is refused: %s, where private ones are allowed: %s', (address, isRefused, isRefusedAnyway) => {
  expect([isRefusedAddress(address, false), isRefusedAddress(address, true)]).toEqual([
    isRefused,
    isRefusedAnyway,
  ]);
});

test('the setting and its secret outlast the host, and a new one keeps the secret it has', async () => {
  await hook.set({ ...draft, url });
  expect(await hook.set({ ...draft, secret: undefined, url, hasText: true })).toMatchObject({
    hasSecret: true,
    hasText: true,
  });
  const again = await open();
  expect(again.view()).toMatchObject({ url, hasSecret: true });
  await again.close();
  expect(JSON.parse(await readFile(join(dir, 'webhook.json'), 'utf8'))).toMatchObject({ secret });
});

const long = 3600_000;

async function openAgain(): Promise<void> {
  await hook.close();
  hook = await open();
}

test('what was not taken goes on in the next host, under its id and with its tries', async () => {
  await hook.set({ ...draft, url });
  retryMs = (tries) => (tries < 2 ? 5 : long);
  statuses = [500, 500];
  end('j-1');
  await expect.poll(() => [...letters.values()][0]?.tries).toBe(2);
  const [letter] = [...letters.values()];
  expect(letter).toMatchObject({ jobId: 'j-1', dueAt: now + long });
  letters.set(letter?.id ?? '', { ...(letter as Letter), dueAt: now - 1 });
  await openAgain();
  await expect.poll(() => [heard.length, hook.view().waiting, letters.size]).toEqual([3, 0, 0]);
  expect(new Set(heard.map(({ headers, body }) => `${String(headers['webhook-id'])} ${body}`)).size).toBe(1);
  // Corrected now, it ended under another host.
  pushes.emit({ type: 'job.changed', job: { ...sampleJob, id: 'j-1', endedAt: now - 1 } });
  end('j-2');
  await expect.poll(() => heard.length).toBe(4);
  expect(heard[3]?.body).toContain('j-2');
});

test('given up unsent: what is a day old, whose address is gone, whose job was removed', async () => {
  await hook.set({ ...draft, url });
  retryMs = () => long;
  const old = { id: 'msg_old', jobId: null, body: '{}', writtenAt: now - 25 * long, tries: 1, dueAt: now };
  letters.set(old.id, old);
  await openAgain();
  statuses = [500, 500];
  end('j-1');
  end('j-2');
  await expect.poll(() => [...letters.values()].map(({ tries }) => tries)).toEqual([1, 1]);
  pushes.emit({ type: 'job.removed', id: 'j-1' });
  await expect.poll(() => [...letters.values()].map(({ jobId }) => jobId)).toEqual(['j-2']);
  await hook.set({ ...draft, url: null });
  expect([letters.size, hook.view().waiting, heard.length]).toEqual([0, 0, 2]);
});

test('the thousandth waits, the oldest of more is given up', async () => {
  await hook.set({ ...draft, url });
  retryMs = () => long;
  const row = { jobId: null, body: '{}', writtenAt: now, tries: 1, dueAt: now + long };
  for (let at = 0; at < 1_000; at += 1) letters.set(`msg_${at}`, { ...row, id: `msg_${at}` });
  await openAgain();
  statuses = [500];
  end('j-1');
  await expect.poll(() => [...letters.values()].at(-1)?.tries).toBe(1);
  await expect
    .poll(() => [letters.size, letters.has('msg_0'), hook.view().waiting])
    .toEqual([1_000, false, 1_000]);
});

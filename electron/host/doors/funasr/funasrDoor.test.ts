import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { ClientOptions } from 'ws';
import { keyView } from '../../../contract/key.ts';
import { openTrialApiDoor } from '../api/apiDoorTrials.ts';
import type { TrialApiDoor, TrialOptions } from '../api/apiDoorTrials.ts';
import { sampleInstance, sampleJob, sampleKey } from '../standIns.ts';

const opened: TrialApiDoor[] = [];
const clients: WebSocket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  for (const trial of opened.splice(0)) await trial.close();
});

async function open(options: TrialOptions = {}): Promise<TrialApiDoor> {
  const trial = await openTrialApiDoor(options);
  opened.push(trial);
  return trial;
}

interface Client {
  readonly socket: WebSocket;
  tell(message: object): void;
  next(): Promise<Record<string, unknown>>;
  readonly closed: Promise<number>;
}

/** Resolves once it is connected. */
async function connect(
  { port }: TrialApiDoor,
  protocols = ['binary'],
  options: ClientOptions = {},
): Promise<Client> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, protocols, options);
  clients.push(socket);
  const heard: Record<string, unknown>[] = [];
  socket.on('message', (data) => heard.push(JSON.parse(String(data)) as Record<string, unknown>));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return {
    ...{ socket, closed },
    tell: (message) => socket.send(JSON.stringify(message)),
    next: () =>
      expect
        .poll(() => heard[0])
        .toBeDefined()
        .then(() => heard.shift() ?? {}),
  };
}

const key = keyView.parse({ id: 'k-1', name: 'n8n', createdAt: 1, limits: { uploads: 1, fileMiB: 1 } });
const first = { mode: 'offline', wav_name: '会议', wav_format: 'pcm', is_speaking: true, audio_fs: 8000 };
const end = { is_speaking: false };

test('a recording becomes a job like any other, its text goes back, and the next one follows', async () => {
  const trial = await open();
  const client = await connect(trial);
  expect(client.socket.protocol).toBe('binary');
  client.tell({ ...first, hotwords: '{"成都":20}' });
  for (const part of ['one', 'two']) client.socket.send(Buffer.from(part));
  client.tell({ ...end, is_end: true });
  expect(await client.next()).toMatchObject({
    mode: 'offline',
    wav_name: '会议',
    text: '你好',
    is_final: true,
  });
  expect(await client.next()).toEqual({ mode: 'offline', wav_name: '会议', is_final: true, is_end: true });
  client.tell({ ...first, wav_name: 'b', wav_format: 'mp3' });
  client.socket.send(Buffer.from('ID3'));
  client.tell(end);
  expect(await client.next()).toMatchObject({ wav_name: 'b', text: '你好' });
  // Clients that only leave say their end once more.
  client.tell(end);
  client.socket.ping();
  await new Promise((resolve) => client.socket.once('pong', resolve));
  const [pcm, file] = trial.submitted;
  expect(pcm?.content).toMatch(/^RIFF.*onetwo$/s);
  expect(Buffer.from(pcm?.content ?? '').readUInt16LE(24)).toBe(8000);
  expect(pcm?.submission).toMatchObject({
    ...{ name: '会议', isUpload: true, isInteractive: true, target: { kind: 'fleet' } },
    options: { hotwords: ['成都'] },
  });
  expect(file?.content).toBe('ID3');
  expect(await trial.uploads()).toEqual([]);
});

test('a WAV that is called PCM is taken as the file it is', async () => {
  const trial = await open();
  const client = await connect(trial);
  client.tell({ ...first, wav_format: 'PCM' });
  client.socket.send(Buffer.from('RIFF....WAVEsound'));
  client.tell(end);
  await client.next();
  expect(trial.submitted[0]?.content).toBe('RIFF....WAVEsound');
});

test.each([
  ['online recognition', (client: Client) => client.tell({ ...first, mode: '2pass' }), 'bad-request', 1008],
  ['what is no JSON', (client: Client) => client.socket.send('hello'), 'bad-request', 1008],
  [
    'an end without sound',
    (client: Client) => {
      client.tell(first);
      client.tell(end);
    },
    'file-missing',
    1008,
  ],
  ['more than is accepted', (client: Client) => client.socket.send(Buffer.alloc(5000)), 'too-large', 1009],
  ['a sender that stalls', (client: Client) => client.socket.send(Buffer.alloc(10)), 'file-truncated', 1008],
])('%s: an error its clients show, an end, and nothing is left', async (_what, act, code, closeCode) => {
  // Whoever is to be refused for something else has all the time there is: a busy machine stalls, too.
  const trial = await open({ uploadLimitBytes: 1000, ...(code === 'file-truncated' && { paceMs: 300 }) });
  const client = await connect(trial);
  act(client);
  const told = await client.next();
  expect(told).toMatchObject({ text: '', is_final: false, is_end: true, code, error: expect.any(String) });
  expect(await client.closed).toBe(closeCode);
  await expect.poll(() => trial.uploads()).toEqual([]);
  expect(trial.submitted).toEqual([]);
});

test('a job that ended badly is told with its cause; a client that hears of ends stays connected', async () => {
  const failure = { code: 'file-not-audio' as const, message: 'no sound' };
  const trial = await open({ job: { ...sampleJob, state: 'failed', failure } });
  const client = await connect(trial);
  client.tell(first);
  client.socket.send(Buffer.from('x'));
  client.tell({ ...end, is_end: true });
  expect(await client.next()).toMatchObject({ is_final: false, is_end: true, code: 'file-not-audio' });
  expect(client.socket.readyState).toBe(WebSocket.OPEN);
  client.socket.send(Buffer.from('x'));
  client.tell(end);
  expect(await client.next()).toMatchObject({ code: 'file-not-audio' });
  expect(await client.closed).toBe(1008);
});

test('a sender that has gone: half a recording goes, a job goes on, and is cancelled where it asked for that', async () => {
  const running = { ...sampleJob, state: 'running' as const, endedAt: null };
  const trial = await open({ job: running });
  const half = await connect(trial);
  half.socket.send(Buffer.from('half'));
  await expect.poll(() => trial.uploads()).toHaveLength(1);
  half.socket.terminate();
  await expect.poll(() => trial.uploads()).toEqual([]);
  for (const headers of [{}, { 'X-If-Gone': 'cancel' }]) {
    const before = trial.submitted.length;
    const client = await connect(trial, ['binary'], { headers });
    client.socket.send(Buffer.from('whole'));
    client.tell(end);
    await expect.poll(() => trial.submitted.length).toBe(before + 1);
    client.socket.terminate();
  }
  await expect.poll(() => trial.cancelled).toEqual([sampleJob.id]);
});

test('an upgrade is judged as a request that brings a file', async () => {
  const guarded = await open({ address: { findKey: (key) => (key === 'pdk-1' ? sampleKey : null) } });
  const ask = (trial: TrialApiDoor, headers: Record<string, string>) =>
    trial.ask({
      path: '/',
      headers: {
        ...{ connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' },
        ...{ 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==', ...headers },
      },
    });
  expect((await ask(guarded, {})).status).toBe(401);
  expect((await ask(guarded, { 'sec-websocket-protocol': 'binary, key.pdk-2' })).status).toBe(401);
  const known = await connect(guarded, ['binary', 'key.pdk-1']);
  expect(known.socket.protocol).toBe('binary');
  await connect(guarded, [], { headers: { authorization: 'Bearer pdk-1' } });
  const shut = await open({ instances: [{ ...sampleInstance, phase: 'stopped' }] });
  const refused = await ask(shut, {});
  expect([refused.status, refused.headers['retry-after']]).toEqual([503, '60']);
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'instance-unavailable' } });
  for (const headers of [{ host: 'evil.example' }, { origin: 'https://evil.example' }, { origin: 'null' }])
    expect((await ask(guarded, { ...headers, authorization: 'Bearer pdk-1' })).status).toBe(403);
});

test('a key bounds its recordings as it bounds its uploads', async () => {
  const job = { ...sampleJob, state: 'running' as const, endedAt: null };
  const trial = await open({ job, address: { findKey: () => key } });
  const [one, two, large] = await Promise.all([1, 2, 3].map(() => connect(trial, ['binary', 'key.pdk-1'])));
  large?.socket.send(Buffer.alloc(1024 * 1024 + 1));
  expect(await large?.next()).toMatchObject({ code: 'too-large' });
  one?.socket.send(Buffer.from('sound'));
  one?.tell(end);
  await expect.poll(() => trial.submitted.length).toBe(1);
  two?.socket.send(Buffer.from('sound'));
  expect(await two?.next()).toMatchObject({ code: 'busy', is_final: false });
  expect(await two?.closed).toBe(1013);
});

test('a host that ends gives a recording under way its time, then tells it', async () => {
  const job = { ...sampleJob, state: 'running' as const, endedAt: null };
  const trial = await open({ job, answeringMs: 50 });
  const client = await connect(trial);
  client.socket.send(Buffer.from('sound'));
  client.tell(end);
  await expect.poll(() => trial.submitted.length).toBe(1);
  await trial.drain.run();
  expect(await client.next()).toMatchObject({ code: 'host-closing', is_final: false });
});

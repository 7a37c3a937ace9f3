/** Who is let in: Host × Origin × Sec-Fetch-Site × key, before the body. */
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor } from './apiDoorTrials.ts';
import { keyView } from '../../../contract/key.ts';
import type { KeyView } from '../../../contract/key.ts';

let trial: TrialApiDoor;

const rightKey = keyView.parse({ id: 'k-1', name: 'right', createdAt: 0 });
const findRight = (secret: string): KeyView | null => (secret === 'right' ? rightKey : null);
afterEach(() => trial.close());

const hosts: readonly (readonly [string | undefined, boolean])[] = [
  [undefined, true],
  ['api.example.org', true],
  ['evil.example', false],
  ['localhost.evil.example', false],
];
const origins: readonly (readonly [string | undefined, boolean])[] = [
  [undefined, true],
  ['null', false],
  ['http://evil.example', false],
];
const sites: readonly (readonly [string | undefined, boolean])[] = [
  [undefined, true],
  ['same-origin', true],
  ['none', true],
  ['cross-site', false],
  ['same-site', false],
];
const keys: readonly (readonly [string | undefined, boolean])[] = [
  ['Bearer right', true],
  [undefined, false],
];

interface Combined {
  readonly headers: Record<string, string>;
  readonly isSound: boolean;
  readonly isKey: boolean;
}

function combine(): Combined[] {
  const parts = { host: hosts, origin: origins, 'sec-fetch-site': sites, authorization: keys };
  let all: Combined[] = [{ headers: {}, isSound: true, isKey: true }];
  for (const [name, values] of Object.entries(parts)) {
    all = all.flatMap(({ headers, isSound, isKey }) =>
      values.map(([value, isGood]) => ({
        headers: value === undefined ? headers : { ...headers, [name]: value },
        ...(name === 'authorization' ? { isSound, isKey: isGood } : { isSound: isSound && isGood, isKey }),
      })),
    );
  }
  return all;
}

test.each([
  ['POST', '/v1/audio/transcriptions'],
  ['POST', '/v1/jobs'],
  ['GET', '/v1/models'],
  ['GET', '/v1/jobs/j-1'],
  ['DELETE', '/v1/jobs/j-1'],
  ['GET', '/metrics'],
])('%s %s: only as specified, and by the head alone', async (method, path) => {
  trial = await openTrialApiDoor({ address: { findKey: findRight } });
  const form = method === 'POST' ? renderForm([]) : { headers: {}, body: '' };
  for (const { headers, isSound, isKey } of combine()) {
    const isGood = isSound && isKey;
    const sent = isGood ? { body: form.body } : { promisedBytes: 10 };
    const answer = await trial.ask({ method, path, headers: { ...form.headers, ...headers }, ...sent });
    const expected = isGood ? [200, 202, 404] : [isSound ? 401 : 403];
    expect(expected, JSON.stringify(headers)).toContain(answer.status);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
});

test('a form type is wanted where a file comes, and nothing is answered that there is not', async () => {
  trial = await openTrialApiDoor();
  const asks = [
    { method: 'POST', path: '/v1/jobs', headers: { 'content-type': 'application/json' }, body: '{}' },
    { method: 'PUT', path: '/v1/jobs' },
    { path: '/v1/audio/transcriptions' },
    { path: '/v1/jobs/../../etc/passwd' },
    { path: '/panel' },
  ];
  const statuses = [];
  for (const one of asks) statuses.push((await trial.ask(one)).status);
  expect(statuses).toEqual([415, 404, 404, 404, 404]);
});

test('ten wrong keys in a minute and an address is not listened to, right key or not', async () => {
  let now = 0;
  trial = await openTrialApiDoor({ now: () => now, address: { findKey: findRight } });
  const send = async (key: string) =>
    (await trial.ask({ path: '/v1/models', headers: { authorization: `Bearer ${key}` } })).status;
  for (let tries = 0; tries < 10; tries += 1) expect(await send(`wrong ${tries}`)).toBe(401);
  expect(await send('right')).toBe(429);
  now = 61_000;
  expect(await send('right')).toBe(200);
});

test('the wait after wrong keys is told as it is, and the public pages go on answering', async () => {
  let now = 0;
  trial = await openTrialApiDoor({ now: () => now, address: { findKey: findRight } });
  const send = (path: string) => trial.ask({ path, headers: { authorization: 'Bearer wrong' } });
  for (let tries = 0; tries < 10; tries += 1) {
    now = tries * 2000;
    await send('/v1/models');
  }
  expect((await send('/v1/models')).headers['retry-after']).toBe('42');
  expect((await send('/healthz')).status).toBe(200);
});

const sendFile = (headers: Record<string, string> = {}) => {
  const form = renderForm([]);
  return { method: 'POST', path: '/v1/jobs', headers: { ...form.headers, ...headers } };
};
const bearer = { authorization: 'Bearer limited' };

const limited = (over: object): { address: { findKey: () => KeyView } } => ({
  address: { findKey: () => keyView.parse({ ...rightKey, ...over }) },
});

test('a key opens what its scopes say, and hears of the rest before the body', async () => {
  trial = await openTrialApiDoor(limited({ scopes: ['metrics'] }));
  const status = async (asked: Parameters<TrialApiDoor['ask']>[0]) =>
    (await trial.ask({ ...asked, headers: { ...asked.headers, ...bearer } })).status;
  expect(await status({ path: '/metrics' })).toBe(200);
  expect(await status({ path: '/v1/models' })).toBe(403);
  expect(await status({ ...sendFile(), promisedBytes: 100 })).toBe(403);
  await trial.close();
  trial = await openTrialApiDoor(limited({ scopes: ['transcribe'] }));
  expect(await status({ path: '/metrics' })).toBe(403);
  expect(await status({ path: '/v1/models' })).toBe(200);
});

test('a file larger than its key may bring is refused: by its word before the body, else while it comes', async () => {
  trial = await openTrialApiDoor(limited({ limits: { fileMiB: 1 } }));
  const announced = await trial.ask({ ...sendFile(bearer), promisedBytes: 5 * 1024 * 1024 });
  expect(announced.status).toBe(413);
  const content = 'x'.repeat(1024 * 1024 + 1);
  const sent = await trial.ask({ ...sendFile(bearer), body: renderForm([], { name: 'a', content }).body });
  expect(sent.status).toBe(413);
  expect(await trial.uploads()).toEqual([]);
});

test('the second file a minute of a key for one is refused with the wait, before its body', async () => {
  let now = 0;
  trial = await openTrialApiDoor({ ...limited({ limits: { filesPerMin: 1 } }), now: () => now });
  const whole = { ...sendFile(bearer), body: renderForm([]).body };
  expect((await trial.ask(whole)).status).toBe(202);
  now = 10_000;
  const refused = await trial.ask({ ...sendFile(bearer), promisedBytes: 100 });
  expect([refused.status, refused.headers['retry-after']]).toEqual([429, '50']);
  now = 60_001;
  expect((await trial.ask(whole)).status).toBe(202);
});

test('a key for one file at once is refused a second while the first comes, and free after it', async () => {
  trial = await openTrialApiDoor(limited({ limits: { uploads: 1 } }));
  const slow = sendSlowly(trial.port, sendFile(bearer));
  await slow.begun;
  const refused = await trial.ask({ ...sendFile(bearer), promisedBytes: 100 });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  slow.cut();
  const whole = { ...sendFile(bearer), body: renderForm([]).body };
  await expect.poll(async () => (await trial.ask(whole)).status).toBe(202);
});

test('how long a sound its key allows goes with the job', async () => {
  trial = await openTrialApiDoor(limited({ limits: { audioS: 90 } }));
  await trial.ask({ ...sendFile(bearer), body: renderForm([]).body });
  expect(trial.submitted[0]?.submission.longestS).toBe(90);
});

/** A file whose end does not come; `begun` once the door has said to go on. */
function sendSlowly(port: number, { method, path, headers }: ReturnType<typeof sendFile>) {
  const sent = request({
    ...{ host: '127.0.0.1', port, method, path, agent: false },
    headers: { ...headers, expect: '100-continue', 'content-length': 1000 },
  });
  sent.on('error', () => undefined);
  sent.flushHeaders();
  return { begun: once(sent, 'continue'), cut: () => sent.destroy() };
}

/** Sends a gigabyte as fast as it is taken, whatever it hears; settles once it is cut. */
function sendBlindly(port: number): Promise<{ heard: string; takenBytes: number }> {
  const socket = connect(port, '127.0.0.1');
  const head = [
    'POST /v1/jobs HTTP/1.1',
    `Host: 127.0.0.1:${port}`,
    `Content-Type: ${renderForm([]).headers['content-type']}`,
    'Content-Length: 1000000000',
  ];
  const piece = Buffer.alloc(64 * 1024);
  let heard = '';
  let pieces = 0;
  const send = (): void => {
    while (!socket.destroyed && pieces * piece.length < 1e9) {
      pieces += 1;
      if (!socket.write(piece)) return;
    }
  };
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString()));
  socket.on('error', () => undefined).on('drain', send);
  socket.write(`${head.join('\r\n')}\r\n\r\n`);
  send();
  return new Promise((resolve) => {
    socket.once('close', () => resolve({ heard, takenBytes: pieces * piece.length }));
  });
}

test('a refused sender that sends on hears why, and is not read to its end', async () => {
  trial = await openTrialApiDoor({ load: { jobs: 1_000, remainingS: 1_000 } });
  const { heard, takenBytes } = await sendBlindly(trial.port);
  expect(heard).toMatch(/^HTTP\/1.1 429 /);
  // Four megabytes, and what the system holds for both ends of the line.
  expect(takenBytes).toBeLessThan(128 * 1024 * 1024);
});

test('the WebSocket: the same matrix at its upgrade', async () => {
  trial = await openTrialApiDoor({ address: { findKey: findRight } });
  for (const { headers, isSound, isKey } of combine()) {
    const socket = new WebSocket(`ws://127.0.0.1:${trial.port}/`, ['binary'], { headers });
    const status = await new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
    socket.terminate();
    expect(status, JSON.stringify(headers)).toBe(isSound && isKey ? 101 : isSound ? 401 : 403);
  }
});

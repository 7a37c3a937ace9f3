import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask, openTrialDoor } from './doorTrials.ts';
import type { TrialDoor } from './doorTrials.ts';

let trial: TrialDoor;
let cookie = '';
let port = 0;
beforeAll(async () => {
  trial = await openTrialDoor();
  port = trial.door.port;
  cookie = await trial.signIn();
});
afterAll(() => trial.close());

/** PORT stands for the door's own; undefined: the header is not sent. */
const hosts = [
  { value: '127.0.0.1:PORT', isGood: true },
  { value: 'localhost:PORT', isGood: true },
  { value: '[::1]:PORT', isGood: true },
  { value: 'gpu.example.org:PORT', isGood: true },
  { value: 'evil.example:PORT', isGood: false },
  { value: '127.0.0.1.evil.example:PORT', isGood: false },
  { value: 'localhost.:PORT', isGood: false },
  { value: '127.0.0.1:1', isGood: false },
  { value: '127.0.0.1', isGood: false },
];
const origins = [
  { value: undefined, isGood: true },
  { value: 'http://HOST', isGood: true },
  { value: 'null', isGood: false },
  { value: 'https://HOST', isGood: false },
  { value: 'http://evil.example', isGood: false },
  { value: 'http://HOST.evil.example', isGood: false },
];
const sites = [
  { value: undefined, isGood: true },
  { value: 'same-origin', isGood: true },
  { value: 'none', isGood: true },
  { value: 'same-site', isGood: false },
  { value: 'cross-site', isGood: false },
];
const cookies = ['good', 'none', 'wrong'] as const;

const matrix = hosts.flatMap((host) =>
  origins.flatMap((origin) =>
    sites.flatMap((site) => cookies.map((token) => ({ host, origin, site, token }))),
  ),
);

function headersOf({ host, origin, site, token }: (typeof matrix)[number]): Record<string, string> {
  const hostValue = host.value.replace('PORT', String(port));
  const sent = {
    host: hostValue,
    origin: origin.value?.replace('HOST', hostValue),
    'sec-fetch-site': site.value,
    cookie: { good: cookie, none: undefined, wrong: `paradeck_test=${'x'.repeat(43)}` }[token],
  };
  return Object.fromEntries(Object.entries(sent).flatMap(([name, value]) => (value ? [[name, value]] : [])));
}

function expectedStatus({ host, origin, site, token }: (typeof matrix)[number], good: number): number {
  // Only a platform's proxy adds TLS.
  const isProxied = host.value.startsWith('gpu.') && origin.value === 'https://HOST';
  if (!host.isGood || !(origin.isGood || isProxied) || !site.isGood) return 403;
  return token === 'good' ? good : 401;
}

const routes = [
  { method: 'POST', path: '/api/settings.get', type: 'application/json', body: '{}', good: 200 },
  { method: 'POST', path: '/api/uploads', type: 'application/json', body: '{}', good: 400 },
  { method: 'PATCH', path: '/api/uploads/x', type: 'application/octet-stream', body: 'x', good: 400 },
  { method: 'GET', path: '/api/transcripts/j-1/txt', type: undefined, body: undefined, good: 200 },
];

test.each(routes)('$method $path: Host × Origin × Sec-Fetch-Site × cookie', async (route) => {
  for (const row of matrix) {
    const headers = { ...headersOf(row), ...(route.type && { 'content-type': route.type }) };
    const status = expectedStatus(row, route.good);
    // A request that must be refused gets no body: an answer shows that none was waited for.
    const isRefused = status === 401 || status === 403;
    const body = isRefused && route.body ? { promisedBytes: 1000 } : route.body ? { body: route.body } : {};
    const answer = await ask(port, { method: route.method, path: route.path, headers, ...body });
    expect(answer.status, JSON.stringify(headers)).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  }
});

test('the WebSocket: the same matrix at its upgrade', async () => {
  for (const row of matrix) {
    const socket = new WebSocket(`ws://127.0.0.1:${port}/pushes`, { headers: headersOf(row) });
    const status = await new Promise<number>((resolve) => {
      socket.on('open', () => resolve(101));
      socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
      socket.on('error', () => undefined);
    });
    socket.terminate();
    expect(status, JSON.stringify(headersOf(row))).toBe(expectedStatus(row, 101));
  }
});

test('a WebSocket elsewhere is refused', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/api/pushes`, { headers: { cookie } });
  const status = await new Promise<number | undefined>((resolve) => {
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
  expect(status).toBe(404);
});

const own = (): Record<string, string> => ({ host: `127.0.0.1:${port}`, cookie });

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/octet-stream',
  '',
])('a call as %j is refused by its type, before its body', async (type) => {
  const headers = { ...own(), 'content-type': type };
  const answer = await ask(port, { method: 'POST', path: '/api/settings.get', headers, promisedBytes: 2 });
  expect(answer.status).toBe(415);
});

test.each(['multipart/form-data; boundary=x', 'application/json', ''])(
  'a piece of an upload as %j is refused',
  async (type) => {
    const headers = { ...own(), 'content-type': type };
    const answer = await ask(port, { method: 'PATCH', path: '/api/uploads/x', headers, promisedBytes: 9 });
    expect(answer.status).toBe(415);
  },
);

test.each(['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'POST'])(
  '%s of the panel is refused before its body',
  async (method) => {
    const answer = await ask(port, { method, path: '/index.html', headers: own(), promisedBytes: 9 });
    expect(answer.status).toBe(404);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  },
);

test('GET of a call is refused', async () => {
  expect((await ask(port, { path: '/api/settings.get', headers: own() })).status).toBe(404);
});

test('a body that is too large by its own word is refused unread', async () => {
  const headers = { ...own(), 'content-type': 'application/json' };
  const answer = await ask(port, {
    method: 'POST',
    path: '/api/settings.get',
    headers,
    promisedBytes: 2 ** 30,
  });
  expect(answer.status).toBe(413);
});

test('a caller that asks before it sends hears the refusal, not "continue"', async () => {
  const headers = { ...own(), cookie: '', 'content-type': 'application/json', expect: '100-continue' };
  const answer = await ask(port, { method: 'POST', path: '/api/settings.get', headers, promisedBytes: 2 });
  expect(answer.status).toBe(401);
});

test('a link followed from another site shows the page; its files and calls stay ours', async () => {
  const visit = {
    ...own(),
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };
  expect((await ask(port, { path: '/', headers: visit })).status).toBe(200);
  const frame = { ...visit, 'sec-fetch-dest': 'iframe' };
  expect((await ask(port, { path: '/', headers: frame })).status).toBe(403);
  const script = {
    ...own(),
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'no-cors',
    'sec-fetch-dest': 'script',
  };
  expect((await ask(port, { path: '/assets/main-abc.js', headers: script })).status).toBe(403);
  const call = { ...visit, 'content-type': 'application/json' };
  expect(
    (await ask(port, { method: 'POST', path: '/api/settings.get', headers: call, body: '{}' })).status,
  ).toBe(403);
  const download = { ...visit };
  expect((await ask(port, { path: '/api/transcripts/j-1/txt', headers: download })).status).toBe(403);
});

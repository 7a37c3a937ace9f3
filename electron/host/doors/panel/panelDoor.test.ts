import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask, codeIn, openTrialDoor, sessionRequest } from './doorTrials.ts';
import type { Answered, TrialDoor } from './doorTrials.ts';
import { openPanelDoor } from './panelDoor.ts';
import { openSessions } from './sessions.ts';
import { quietLog, sampleInstance } from '../standIns.ts';

let trial: TrialDoor;
let now = 1_000_000;
beforeEach(async () => {
  trial = await openTrialDoor({ now: () => now });
});
afterEach(() => trial.close());

const json = { 'content-type': 'application/json' };

function call(name: string, cookie: string, body = '{}'): Promise<Answered> {
  return ask(trial.door.port, { method: 'POST', path: `/api/${name}`, headers: { ...json, cookie }, body });
}

function exchange(code: string): Promise<Answered> {
  return ask(trial.door.port, sessionRequest(code));
}

test('the panel is served with a strict policy, and nothing outside its folder', async () => {
  const page = await ask(trial.door.port, { path: '/' });
  expect(page.status).toBe(200);
  expect(page.text).toContain('<title>panel</title>');
  expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self'; ");
  expect(page.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(page.headers['x-content-type-options']).toBe('nosniff');
  expect(page.headers['cache-control']).toBe('no-store');
  const script = await ask(trial.door.port, { path: '/assets/main-abc.js' });
  expect(script.headers['content-type']).toContain('javascript');
  expect(script.headers['cache-control']).toContain('immutable');
  for (const path of [
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/nope',
  ]) {
    const answer = await ask(trial.door.port, { path });
    expect(answer.text).not.toContain('secret\n');
    expect([404, 403], path).toContain(answer.status);
  }
});

test('a copy to listen to is read in ranges, by who is signed in, and nothing beside it', async () => {
  const cookie = await trial.signIn();
  const read = (path: string, headers: Record<string, string>) => ask(trial.door.port, { path, headers });
  await writeFile(join(trial.listenDir, 'j-1.wav'), '0123456789');
  expect((await read('/api/audio/j-1', {})).status).toBe(401);
  const part = await read('/api/audio/j-1', { cookie, range: 'bytes=2-4' });
  expect([part.status, part.text, part.headers['content-range']]).toEqual([206, '234', 'bytes 2-4/10']);
  expect(part.headers['content-type']).toBe('audio/wav');
  expect((await read('/api/audio/j-1', { cookie })).text).toBe('0123456789');
  expect((await read('/api/audio/j-1', { cookie, range: 'bytes=90-' })).status).toBe(416);
  await writeFile(join(trial.listenDir, '..', 'secret.wav'), 'secret');
  for (const path of [
    '/api/audio/j-2',
    '/api/audio/../secret',
    '/api/audio/..%2fsecret',
    '/api/audio/%2e%2e%2fsecret',
  ]) {
    const answer = await read(path, { cookie });
    expect(answer.text).not.toContain('secret');
    expect(answer.status, path).toBe(404);
  }
});

test('the link’s code is in the fragment, works once, and becomes a cookie scripts can’t read', async () => {
  const link = trial.door.createLink();
  expect(link).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${trial.door.port}/#code=[\\w-]{43}$`));
  expect((await call('settings.get', '')).status).toBe(401);
  const first = await exchange(codeIn(link));
  const [set] = first.headers['set-cookie'] ?? [];
  expect(set).toContain('HttpOnly');
  expect(set).toContain('SameSite=Strict');
  expect((await call('settings.get', set?.split(';')[0] ?? '')).status).toBe(200);
  const second = await exchange(codeIn(link));
  expect(second.status).toBe(401);
  expect(second.headers['set-cookie']).toBeUndefined();
});

test('a code is good for ten minutes', async () => {
  const [fresh, old] = [trial.door.createLink(), trial.door.createLink()].map(codeIn);
  now += 9 * 60_000;
  expect((await exchange(fresh ?? '')).status).toBe(204);
  now += 2 * 60_000;
  expect((await exchange(old ?? '')).status).toBe(401);
});

test('ten failed tries a minute, then 429 even for a good code, then again', async () => {
  const good = codeIn(trial.door.createLink());
  for (let tried = 0; tried < 10; tried += 1) expect((await exchange('x'.repeat(43))).status).toBe(401);
  const refused = await exchange(good);
  expect(refused.status).toBe(429);
  expect(refused.headers['retry-after']).toBe('60');
  now += 61_000;
  expect((await exchange(good)).status).toBe(204);
});

test('a cookie outlives the host, not thirty days; only its hash is on disk', async () => {
  const cookie = (await trial.signIn()).split('=')[1] ?? '';
  const file = join(trial.dir, 'sessions.json');
  expect(await readFile(file, 'utf8')).not.toContain(cookie);
  const again = await openSessions({ file, keys: trial.keys, clock: { now: () => now }, log: quietLog });
  expect(again.find(cookie)).toEqual({ access: 'full', keyName: null });
  expect(again.find(`${cookie}x`)).toBeNull();
  now += 31 * 24 * 3600_000;
  expect(again.find(cookie)).toBeNull();
});

test('calls answer a Reply, with a status that fits; a browser may not name paths of this machine', async () => {
  const cookie = await trial.signIn();
  const good = await call('jobs.get', cookie, '{"id":"j-1"}');
  expect([good.status, JSON.parse(good.text).ok]).toEqual([200, true]);
  const none = await call('jobs.get', cookie, '{"id":"nope"}');
  expect(none.status).toBe(404);
  expect(JSON.parse(none.text)).toMatchObject({ ok: false, failure: { code: 'job-not-found' } });
  expect((await call('jobs.submit', cookie, '{"path":"/etc/passwd","target":{"kind":"fleet"}}')).status).toBe(
    403,
  );
  expect((await call('host.shutdown', cookie)).status).toBe(403);
  expect((await call('no.call', cookie)).status).toBe(404);
  expect((await call('jobs.get', cookie, '{"id":')).status).toBe(400);
  expect((await call('jobs.get', cookie, '{"id":1}')).status).toBe(400);
});

test('a body that grows past its limit without saying so is cut', async () => {
  const cookie = await trial.signIn();
  const response = await fetch(`http://127.0.0.1:${trial.door.port}/api/settings.get`, {
    method: 'POST',
    headers: { ...json, cookie },
    body: new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(65536).fill(32)) }),
    duplex: 'half',
  } as RequestInit).catch(() => null);
  if (response) expect(response.status).toBe(413);
});

test('a transcript comes as an attachment, under its own name and never as a page', async () => {
  const cookie = await trial.signIn();
  const answer = await ask(trial.door.port, { path: '/api/transcripts/j-1/txt', headers: { cookie } });
  expect(answer.status).toBe(200);
  expect(answer.text).toBe('你好\n');
  expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(answer.headers['content-disposition']).toBe(
    `attachment; filename="____1_.txt"; filename*=UTF-8''%E4%BC%9A%E8%AE%AE%20%221%22.txt`,
  );
  const bad = await ask(trial.door.port, { path: '/api/transcripts/j-1/exe', headers: { cookie } });
  expect(bad.status).toBe(400);
});

test('pushes come over the WebSocket in order, and the panel is told when the door closes', async () => {
  const cookie = await trial.signIn();
  const socket = new WebSocket(`ws://127.0.0.1:${trial.door.port}/pushes`, { headers: { cookie } });
  await new Promise((resolve) => socket.once('open', resolve));
  const heard: number[] = [];
  const three = new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      heard.push(JSON.parse(String(data)).seq);
      if (heard.length === 3) resolve();
    });
  });
  for (let sent = 0; sent < 3; sent += 1) {
    trial.parts.pushes.emit({ type: 'instance.changed', instance: sampleInstance });
  }
  await three;
  expect(heard).toEqual([1, 2, 3]);
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await trial.door.close();
  expect(await closed).toBe(1001);
});

test('a taken port is named with who has it', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-port-'));
  const opening = openPanelDoor({} as never, { host: '127.0.0.1', port });
  await expect(opening).rejects.toMatchObject({ code: 'port-taken', detail: { port } });
  if (process.platform === 'linux') {
    await expect(opening).rejects.toMatchObject({ message: expect.stringContaining(`(pid ${process.pid})`) });
  }
  other.close();
  await rm(dir, { recursive: true });
});

test.each(['example.org', '', '1.2.3', 'localhost.'])('%j is no address to listen on', async (host) => {
  await expect(openPanelDoor({} as never, { host, port: 0 })).rejects.toMatchObject({ code: 'bad-request' });
});

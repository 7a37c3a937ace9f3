/** The panel for people on other machines: keys, what each may do, and what is refused before a body. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { calls } from '../../../contract/api.ts';
import type { CallName } from '../../../contract/api.ts';
import { keyDraft } from '../../../contract/key.ts';
import type { KeyScope } from '../../../contract/key.ts';
import { ask, openTrialDoor } from './doorTrials.ts';
import type { Answered, TrialDoor } from './doorTrials.ts';
import { openKeys } from '../keys.ts';
import { openPanelDoor } from './panelDoor.ts';
import { quietLog } from '../standIns.ts';

let trial: TrialDoor;
let now = 1_000_000;
beforeEach(async () => {
  trial = await openTrialDoor({ now: () => now });
});
afterEach(() => trial.close());

const json = { 'content-type': 'application/json' };

async function makeKey(...scopes: KeyScope[]): Promise<{ secret: string; id: string }> {
  const { key, secret } = await trial.keys.create(keyDraft.parse({ name: 'Wang', scopes }));
  return { secret, id: key.id };
}

function signIn(key: string): Promise<Answered> {
  return ask(trial.door.port, {
    method: 'POST',
    path: '/session',
    headers: json,
    body: JSON.stringify({ key }),
  });
}

async function cookieOf(...scopes: KeyScope[]): Promise<string> {
  const answer = await signIn((await makeKey(...scopes)).secret);
  expect(answer.status).toBe(204);
  return String(answer.headers['set-cookie']).split(';', 1)[0] ?? '';
}

function call(name: string, cookie: string, body = '{}'): Promise<Answered> {
  return ask(trial.door.port, { method: 'POST', path: `/api/${name}`, headers: { ...json, cookie }, body });
}

test('a key for the panel signs in, says who it is, and stays a secret', async () => {
  const cookie = await cookieOf('panel');
  const access = JSON.parse((await call('host.access', cookie)).text).value;
  expect(access).toMatchObject({ scopes: ['read', 'operate'], keyName: 'Wang' });
  expect((await call('settings.set', cookie, '{"theme":"dark"}')).status).toBe(200);
});

test('a key to look only is shown everything and changes nothing', async () => {
  const cookie = await cookieOf('panel-read');
  expect(JSON.parse((await call('host.access', cookie)).text).value.scopes).toEqual(['read']);
  for (const name of Object.keys(calls) as CallName[]) {
    const answer = await call(name, cookie);
    if (calls[name].scope === 'read') expect(answer.status, name).not.toBe(403);
    else expect(answer.status, name).toBe(403);
  }
  expect((await ask(trial.door.port, { path: '/api/transcripts/j-1/txt', headers: { cookie } })).status).toBe(
    200,
  );
});

test('an upload of a key to look only is refused before its body', async () => {
  const headers = { 'content-type': 'application/octet-stream', cookie: await cookieOf('panel-read') };
  const piece = { method: 'PATCH', path: '/api/uploads/x', headers, promisedBytes: 9 };
  expect((await ask(trial.door.port, piece)).status).toBe(403);
  expect(trial.submitted).toEqual([]);
});

test('a key for programs does not open the panel; nobody knows a wrong one', async () => {
  expect((await signIn((await makeKey('transcribe', 'metrics')).secret)).status).toBe(403);
  for (let tries = 0; tries < 10; tries += 1) expect((await signIn(`pdk-${tries}`)).status).toBe(401);
  const { secret } = await makeKey('panel');
  const hasty = await signIn(secret);
  expect([hasty.status, hasty.headers['retry-after'], hasty.headers['set-cookie']]).toEqual([
    429,
    '60',
    undefined,
  ]);
  now += 61_000;
  expect((await signIn(secret)).status).toBe(204);
});

test('a key that is revoked ends what was signed in with it: calls, and the pushes that are open', async () => {
  const { secret, id } = await makeKey('panel-read');
  const cookie = String((await signIn(secret)).headers['set-cookie']).split(';', 1)[0] ?? '';
  const socket = new WebSocket(`ws://127.0.0.1:${trial.door.port}/pushes`, { headers: { cookie } });
  await new Promise((resolve) => socket.once('open', resolve));
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  await trial.keys.revoke(id);
  trial.parts.pushes.emit({ type: 'keys.changed', keys: [] });
  expect(await closed).toBe(1008);
  expect((await call('host.snapshot', cookie)).status).toBe(401);
});

test('who signs out is out', async () => {
  const cookie = await cookieOf('panel');
  const out = await ask(trial.door.port, { method: 'DELETE', path: '/session', headers: { cookie } });
  expect(out.status).toBe(204);
  expect((await call('host.snapshot', cookie)).status).toBe(401);
});

test.each(['0.0.0.0', '::', '192.168.1.2'])(
  '%s is not listened on without a key for the panel',
  async (host) => {
    const dir = await mkdtemp(join(tmpdir(), 'paradeck-exposed-'));
    const keys = await openKeys({ file: join(dir, 'keys.json'), clock: { now: Date.now }, log: quietLog });
    await keys.create(keyDraft.parse({ name: 'n8n', scopes: ['transcribe'] }));
    await expect(openPanelDoor({ keys } as never, { host, port: 0 })).rejects.toMatchObject({
      code: 'key-missing',
    });
    await rm(dir, { recursive: true });
  },
);

test('other machines reach it under this machine’s own names, with a key', async () => {
  await makeKey('panel-read');
  const exposed = await trial.open({ host: '0.0.0.0', port: 0 });
  const { port, view } = exposed;
  expect(view).toEqual({ url: `http://127.0.0.1:${port}`, isExposed: true, isTls: false });
  const status = async (host: string) => (await ask(port, { path: '/', headers: { host } })).status;
  expect(await status(`localhost:${port}`)).toBe(200);
  expect(await status(`${hostname()}:${port}`)).toBe(200);
  expect(await status(`evil.example:${port}`)).toBe(403);
  await exposed.close();
});

const hasOpenssl = spawnSync('openssl', ['version']).status === 0;

test(
  'with a certificate it speaks HTTPS: pages of its own are let in, the cookie is for HTTPS alone',
  { skip: !hasOpenssl },
  async () => {
    const [certFile, keyFile] = ['cert.pem', 'key.pem'].map((name) => join(trial.dir, name));
    const wish = ['-subj', '/CN=localhost', '-days', '1', '-keyout', keyFile ?? '', '-out', certFile ?? ''];
    spawnSync('openssl', [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:P-256',
      '-nodes',
      ...wish,
    ]);
    const [cert, key] = await Promise.all([readFile(certFile ?? ''), readFile(keyFile ?? '')]);
    const door = await trial.open({ host: '127.0.0.1', port: 0, tls: { cert, key } });
    const { secret } = await makeKey('panel');
    const send = (origin: string) =>
      new Promise<{ status: number | undefined; cookie: string }>((resolve, reject) => {
        const options = { host: '127.0.0.1', port: door.port, path: '/session', method: 'POST', ca: cert };
        const headers = { ...json, host: `localhost:${door.port}`, origin };
        const sent = request({ ...options, headers, servername: 'localhost', agent: false }, (answer) => {
          answer.resume();
          resolve({ status: answer.statusCode, cookie: String(answer.headers['set-cookie']) });
        });
        sent.on('error', reject).end(JSON.stringify({ key: secret }));
      });
    expect(door.view.isTls).toBe(true);
    expect(door.createLink()).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/#code=/);
    const own = await send(`https://localhost:${door.port}`);
    expect(own.status).toBe(204);
    expect(own.cookie).toMatch(/; Secure/);
    expect((await send(`http://localhost:${door.port}`)).status).toBe(403);
    await door.close();
  },
);

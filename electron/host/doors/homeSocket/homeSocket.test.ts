import { mkdtemp, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Push } from '../../../contract/push.ts';
import { createHandlers } from '../handlers/handlers.ts';
import { connectHome } from './homeClient.ts';
import { acquireHomeLock } from '../../home/homeLock.ts';
import type { HomeLock } from '../../home/homeLock.ts';
import { openHomeSocket } from './homeSocket.ts';
import { pathsIn } from '../../home/paths.ts';
import type { Closable } from '../../ports.ts';
import type { Pushes } from '../pushes.ts';
import { createServe } from '../serve.ts';
import { homeDigest, socketPathOf } from './socketPath.ts';
import { createStandIns, quietLog, sampleInstance } from '../standIns.ts';

let home = '';
let path = '';
let pushes: Pushes;
let socket: Closable;
let lock: HomeLock;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck 数据 '));
  path = socketPathOf(home);
  const parts = createStandIns();
  pushes = parts.pushes;
  const serve = createServe(createHandlers(parts), quietLog);
  lock = await acquireHomeLock(pathsIn(home).lock, path);
  socket = await openHomeSocket({ path, serve, pushes, log: quietLog });
});
afterEach(async () => {
  await socket.close();
  await lock.release();
  await rm(home, { recursive: true, force: true });
});

const changed = { type: 'instance.changed', instance: sampleInstance } as const;

async function attach() {
  const client = await connectHome(home);
  if (client === null) throw new Error('no host');
  return client;
}

test('calls are answered with local rights, many at once, each with its own reply', async () => {
  const client = await attach();
  const [job, snapshot, wrong] = await Promise.allSettled([
    client.call('jobs.submit', { path: '/a.wav', target: { kind: 'fleet' } }),
    client.call('host.snapshot', {}),
    client.call('jobs.get', { id: 'nope' }),
  ]);
  expect(job).toMatchObject({ status: 'fulfilled', value: { id: 'j-1' } });
  expect(snapshot).toMatchObject({ status: 'fulfilled', value: { host: { pid: 1 } } });
  expect(wrong).toMatchObject({
    status: 'rejected',
    reason: { code: 'job-not-found', detail: { id: 'nope' } },
  });
  client.close();
});

test('every push after the subscription is heard, with line separators inside its text', async () => {
  const client = await attach();
  const heard: Push[] = [];
  const all = Promise.withResolvers<undefined>();
  await client.onPush((push) => {
    heard.push(push);
    if (heard.length === 1000) all.resolve(undefined);
  });
  const spec = { ...sampleInstance.spec, name: 'a\u2028b\u0085c' };
  for (let sent = 0; sent < 1000; sent += 1) {
    pushes.emit({ type: 'instance.changed', instance: { ...sampleInstance, spec } });
  }
  await all.promise;
  expect(heard.map(({ seq }) => seq)).toEqual(Array.from({ length: 1000 }, (_, index) => index + 1));
  expect(heard[0]?.event).toMatchObject({ instance: { spec } });
  client.close();
});

test('a client that never reads is cut instead of filling the host’s memory', async () => {
  const raw = connect(path);
  raw.write('{"id":1,"subscribe":true}\n');
  await new Promise((resolve) => raw.once('data', resolve));
  raw.pause();
  const closed = new Promise((resolve) => raw.once('close', resolve));
  const before = process.memoryUsage().arrayBuffers;
  for (let sent = 0; sent < 100_000; sent += 1) {
    pushes.emit(changed);
    if (sent % 1000 === 0) await new Promise(setImmediate);
  }
  expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(64 * 1024 * 1024);
  raw.resume();
  await closed;
});

test('nonsense ends that connection and no other', async () => {
  const client = await attach();
  for (const nonsense of ['hello\n', '{"id":"x"}\n', '{"id":1,"call":"a","extra":1}\n', '\n']) {
    const raw = connect(path);
    raw.write(nonsense);
    await new Promise((resolve) => raw.once('close', resolve));
  }
  expect((await client.call('jobs.get', { id: 'j-1' })).id).toBe('j-1');
  client.close();
});

test('when the host closes, waiting calls fail and the client knows', async () => {
  const client = await attach();
  await client.call('settings.get', {});
  await socket.close();
  await client.closed;
  await expect(client.call('settings.get', {})).rejects.toMatchObject({ code: 'internal' });
});

test('no host, no client; a lock whose owner does not listen is told apart', async () => {
  await socket.close();
  await expect(connectHome(home)).rejects.toMatchObject({
    code: 'home-in-use',
    detail: { pid: process.pid },
  });
  await lock.release();
  expect(await connectHome(home)).toBeNull();
});

test('the folder of the socket is the owner’s alone', async () => {
  const { mode } = await stat(dirname(path));
  expect(mode & 0o777).toBe(0o700);
});

test('the socket’s path is short enough however long the home or the runtime folder is', () => {
  const longHome = `/${'数据'.repeat(100)}`;
  const longRuntime = { XDG_RUNTIME_DIR: `/${'r'.repeat(120)}` };
  for (const env of [
    {},
    { XDG_RUNTIME_DIR: '/run/user/1000' },
    longRuntime,
    { XDG_RUNTIME_DIR: 'relative' },
  ]) {
    expect(Buffer.byteLength(socketPathOf(longHome, env))).toBeLessThanOrEqual(107);
  }
  expect(socketPathOf(longHome, { XDG_RUNTIME_DIR: '/run/user/1000' })).toMatch(
    /^\/run\/user\/1000\/paradeck\//,
  );
  expect(homeDigest('/a/b')).toBe(homeDigest('/a/b/'));
  expect(homeDigest('/a/b')).not.toBe(homeDigest('/a/c'));
});

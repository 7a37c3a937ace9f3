import { readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Call } from '../contract/api.ts';
import type { JobView } from '../contract/job.ts';
import { ask, codeIn, sessionRequest } from './doors/panel/doorTrials.ts';
import { connectHome } from './doors/homeSocket/homeClient.ts';
import { openHost } from './host.ts';
import type { Host } from './host.ts';
import { listenTo } from './doors/pushes.ts';
import { callOf, localScopes } from './doors/serve.ts';
import { makeTrialRoot } from './trialRoot.ts';
import type { TrialRoot } from './trialRoot.ts';

let trial: TrialRoot;
const hosts: Host[] = [];
beforeEach(async () => {
  trial = await makeTrialRoot();
  vi.stubEnv('PARADECK_ENVS', trial.envs);
});
afterEach(async () => {
  for (const host of hosts.splice(0)) await host.close();
  await trial.close();
  vi.unstubAllEnvs();
});

async function open(startsWorkers = true): Promise<{ host: Host; call: Call }> {
  const { home, root } = trial;
  const host = await openHost({ home, root, shell: 'headless', startsWorkers });
  hosts.push(host);
  return { host, call: callOf(host.serve, { scopes: localScopes, who: 'test' }) };
}

function endOf(host: Host, call: Call, id: string): Promise<JobView> {
  return new Promise((resolve, reject) => {
    const look = (job: JobView): void => {
      if (['done', 'incomplete', 'failed'].includes(job.state)) resolve(job);
    };
    listenTo(host.pushes, ({ event }) => {
      if (event.type === 'job.changed' && event.job.id === id) look(event.job);
    });
    call('jobs.get', { id }).then(look, reject);
  });
}

test('a fresh home comes up with instances, and a file dropped on it becomes text', async () => {
  const { host, call } = await open();
  const snapshot = await call('host.snapshot', {});
  expect(snapshot.host).toMatchObject({ home: trial.home, pid: process.pid, shell: 'headless' });
  expect(snapshot.instances.length).toBeGreaterThan(0);
  const path = await trial.writeWav('一 two.wav', 4);
  const { id } = await call('jobs.submit', { path, target: { kind: 'fleet' } });
  const job = await endOf(host, call, id);
  expect(job.failure).toBeNull();
  expect(job.state).toBe('done');
  const { content } = await call('transcripts.export', { id, format: 'txt' });
  expect(Buffer.from(content, 'base64').toString()).toMatch(/^\p{Script=Han}+[，。\p{Script=Han}]*。\n$/u);
});

test('one host a home: the second is told who has it, and reaches it by the socket', async () => {
  const { call } = await open(false);
  const { home, root } = trial;
  const second = openHost({ home, root, shell: 'headless', startsWorkers: false });
  await expect(second).rejects.toMatchObject({ code: 'home-in-use', detail: { pid: process.pid } });
  const client = await connectHome(home);
  expect(await client?.call('settings.get', {})).toEqual(await call('settings.get', {}));
  client?.close();
});

test('a closed host leaves nothing: no lock, no socket, no worker; the home opens again', async () => {
  const { host, call } = await open();
  const ready = new Promise<void>((resolve) => {
    listenTo(host.pushes, ({ event }) => {
      if (event.type === 'instance.changed' && event.instance.phase === 'ready') resolve();
    });
  });
  const isReady = (await call('host.snapshot', {})).instances.some(({ phase }) => phase === 'ready');
  if (!isReady) await ready;
  const { instances } = await call('host.snapshot', {});
  const pids = instances.flatMap(({ pid }) => (pid === null ? [] : [pid]));
  expect(pids.length).toBeGreaterThan(0);
  await host.close();
  await host.closed;
  for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  expect((await readdir(trial.home)).filter((name) => name.startsWith('host.lock'))).toEqual([]);
  expect(await connectHome(trial.home)).toBeNull();
  const again = await open(false);
  expect((await again.call('host.snapshot', {})).instances).toHaveLength(instances.length);
});

test('host.shutdown over the socket is answered, then the host is gone', async () => {
  const { host } = await open(false);
  const client = await connectHome(trial.home);
  expect(await client?.call('host.shutdown', {})).toEqual({});
  await host.closed;
  await client?.closed;
});

test('the panel’s link is had over the socket and opens the door; no link before there is a door', async () => {
  const { host, call } = await open(false);
  expect(await call('host.panelLink', {})).toEqual({ url: null });
  const door = await host.openPanel({ host: '127.0.0.1', port: 0 });
  const { url } = await call('host.panelLink', {});
  const reply = await ask(door.port, sessionRequest(codeIn(url ?? '')));
  expect(reply.status).toBe(204);
});

test('neither the log nor any other file of the home holds a code or a cookie', async () => {
  const { host, call } = await open(false);
  const door = await host.openPanel({ host: '127.0.0.1', port: 0 });
  const code = codeIn((await call('host.panelLink', {})).url ?? '');
  const reply = await ask(door.port, sessionRequest(code));
  const cookie = /=([\w-]{43});/.exec(String(reply.headers['set-cookie']))?.[1] ?? '';
  expect(cookie).not.toBe('');
  await ask(door.port, { path: '/', headers: { cookie: `x=${cookie}` } });
  await host.close();
  const entries = await readdir(trial.home, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((one) => one.isFile())) {
    const text = await readFile(join(entry.parentPath, entry.name), 'latin1');
    expect(text.includes(code) || text.includes(cookie), entry.name).toBe(false);
  }
});

test.skipIf(process.platform !== 'linux')(
  'every listening socket of host and workers is on loopback',
  async () => {
    const { host, call } = await open();
    await host.openPanel({ host: '127.0.0.1', port: 0 });
    const { instances } = await call('host.snapshot', {});
    const pids = [process.pid, ...instances.flatMap(({ pid }) => (pid === null ? [] : [pid]))];
    const listening = (await Promise.all(pids.map(readListening))).flat();
    expect(listening.length).toBeGreaterThan(0);
    for (const address of listening) expect(address).toMatch(/^0100007F:|^0{24}01000000:/);
  },
);

/** Local addresses (hex) a process listens on. */
async function readListening(pid: number): Promise<string[]> {
  const fds = await readdir(`/proc/${pid}/fd`);
  const links = await Promise.all(fds.map((fd) => readlink(`/proc/${pid}/fd/${fd}`).catch(() => '')));
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  const tables = await Promise.all(
    // Without IPv6 there is no tcp6.
    ['tcp', 'tcp6'].map((name) => readFile(`/proc/${pid}/net/${name}`, 'utf8').catch(() => '')),
  );
  return tables.flatMap((table) =>
    table.split('\n').flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      return state === '0A' && inodes.has(inode) ? [local] : [];
    }),
  );
}

test('a home that cannot be written is refused before anything is opened', async () => {
  const opening = openHost({
    home: '/proc/paradeck',
    root: trial.root,
    shell: 'headless',
    startsWorkers: true,
  });
  await expect(opening).rejects.toMatchObject({ code: 'home-not-writable' });
});

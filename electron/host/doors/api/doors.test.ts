import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { settings as schema } from '../../../contract/settings.ts';
import type { Settings } from '../../../contract/settings.ts';
import { openDoors } from './doors.ts';
import type { Doors } from './doors.ts';
import { ask } from '../panel/doorTrials.ts';
import { findFreePort } from '../../freePort.ts';
import { keyDraft } from '../../../contract/key.ts';
import { openKeys } from '../keys.ts';
import type { Keys } from '../keys.ts';
import { createDoorCounters } from '../monitoring/doorFigures.ts';
import { createDrain } from './drain.ts';
import { createRequests } from './requests.ts';
import { createStandIns, quietLog } from '../standIns.ts';

let dir: string;
let keys: Keys;
let doors: Doors | null = null;
let settings: Settings;
const stand = createStandIns();

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-doors-'));
  keys = await openKeys({ file: join(dir, 'keys.json'), clock: { now: Date.now }, log: quietLog });
});
afterEach(async () => {
  await doors?.close();
  doors = null;
  await rm(dir, { recursive: true, force: true });
});

async function open(wanted: Partial<Settings>): Promise<Doors> {
  settings = schema.parse({ instanceDoors: false, publicPort: 0, ...wanted });
  doors = await openDoors({
    ...{
      ...stand,
      keys,
      log: quietLog,
      uploads: dir,
      uploadLimitBytes: 1000,
      version: '0',
      panelDir: dir,
      allowedHosts: [],
    },
    counters: createDoorCounters(stand.pushes),
    requestLog: { recent: () => [], watch: () => undefined, begin: () => () => undefined },
    drain: createDrain(),
    ...{ requests: createRequests(stand.jobs), emit: stand.pushes.emit },
    settings: { get: () => settings },
    retryMs: 50,
  });
  return doors;
}

/** Settles once the doors have followed a change. */
function changed(tell: () => void): Promise<void> {
  return new Promise((resolve) => {
    const untap = stand.pushes.tap((event) => {
      if (event.type !== 'doors.changed') return;
      untap();
      resolve();
    });
    tell();
  });
}

function set(patch: Partial<Settings>): Promise<void> {
  return changed(() => {
    settings = { ...settings, ...patch };
    stand.pushes.emit({ type: 'settings.changed', settings });
  });
}

test('the doors follow the settings, and an open one stays open where only others change', async () => {
  const opened = await open({});
  const [first] = opened.list();
  expect(first).toMatchObject({ instanceId: null, state: 'open', isExposed: false });
  const port = await findFreePort();
  await set({ publicPort: port });
  expect(opened.list()).toMatchObject([{ port, url: `http://127.0.0.1:${port}`, state: 'open' }]);
  expect((await ask(port, { path: '/healthz' })).status).toBe(200);
  await set({ publicDoor: false });
  expect(opened.list()).toEqual([]);
  await expect(ask(port, { path: '/healthz' })).rejects.toThrow('ECONNREFUSED');
});

test('a port that is taken is told with its owner, and taken over once it is free', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const opened = await open({ publicPort: port });
  expect(opened.list()).toMatchObject([{ state: 'shut', failure: { code: 'port-taken' } }]);
  expect(opened.list()[0]?.failure?.message).toContain(`pid ${process.pid}`);
  await new Promise((resolve) => server.close(resolve));
  await expect.poll(() => opened.list()[0]?.state).toBe('open');
});

test('reached by other machines it stays shut without a key, opens with the first and shuts with the last', async () => {
  const opened = await open({ publicHost: '0.0.0.0' });
  expect(opened.list()).toMatchObject([{ state: 'shut', isExposed: true, failure: { code: 'key-missing' } }]);
  const { key, secret } = await keys.create(keyDraft.parse({ name: 'n8n' }));
  await changed(() => stand.pushes.emit({ type: 'keys.changed', keys: [...keys.list()] }));
  const port = opened.list()[0]?.port ?? 0;
  const asked = (authorization?: string) =>
    ask(port, { path: '/v1/models', headers: authorization === undefined ? {} : { authorization } });
  expect([(await asked()).status, (await asked('Bearer nonsense')).status]).toEqual([401, 401]);
  expect((await asked(`Bearer ${secret}`)).status).toBe(200);
  await keys.revoke(key.id);
  expect((await asked(`Bearer ${secret}`)).status).toBe(401);
  await changed(() => stand.pushes.emit({ type: 'keys.changed', keys: [] }));
  expect(opened.list()).toMatchObject([{ state: 'shut', failure: { code: 'key-missing' } }]);
});

test('of a key only its hash is kept', async () => {
  const { secret } = await keys.create(keyDraft.parse({ name: 'n8n' }));
  expect(await readFile(join(dir, 'keys.json'), 'utf8')).not.toContain(secret.slice(4));
  const again = await openKeys({ file: join(dir, 'keys.json'), clock: { now: Date.now }, log: quietLog });
  expect([again.find(secret)?.name, again.find(`${secret}x`), again.find('')]).toEqual(['n8n', null, null]);
  await expect(again.revoke('nobody')).rejects.toThrow('no key');
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Stamp } from '../../core/supervise/planStrays.ts';
import { quietLog } from '../doors/standIns.ts';
import { readProcessMark } from '../home/processStart.ts';
import { killTree } from './child.ts';
import { listProcessesIn, openSampleFleet } from './sampleFleet.ts';
import { readNonce, readPidSpace, stampsDir } from './stamps.ts';
import { endStrays } from './strays.ts';

let home = '';
const children: ChildProcess[] = [];

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-strays-'));
});
afterEach(async () => {
  for (const { pid } of children.splice(0)) if (pid !== undefined) killTree(pid);
  for (const pid of listProcessesIn(home)) process.kill(pid, 'SIGKILL');
  await rm(home, { recursive: true, force: true });
});

/** A process that sleeps, in a group of its own, with or without a nonce in its environment. */
async function sleeper(nonce: string | null): Promise<number> {
  const stamp = nonce === null ? {} : { PARADECK_STAMP: nonce };
  const env = { PATH: process.env['PATH'], ...stamp };
  const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env });
  children.push(child);
  await once(child, 'spawn');
  // The environment is the new program's once it can be read.
  await expect.poll(() => readNonce(child.pid ?? 0), { timeout: 20_000 }).toBe(nonce);
  return child.pid ?? 0;
}

async function stamp(pid: number, differing: Partial<Stamp> = {}): Promise<void> {
  const written: Stamp = {
    ...{ instanceId: 'i-1', pid, nonce: 'n-1', command: 'sleep 600', spawnedAt: Date.now() },
    started: (await readProcessMark(pid))?.started ?? null,
    pidSpace: readPidSpace(),
    ...differing,
  };
  await mkdir(stampsDir(home), { recursive: true });
  await writeFile(join(stampsDir(home), `${written.nonce}.json`), JSON.stringify(written));
}

const lives = async (pid: number): Promise<boolean> => (await readProcessMark(pid)) !== null;
const end = (): Promise<void> => endStrays({ home, log: quietLog });

describe('at the start of a host', () => {
  it('a worker left behind is ended, and its stamp removed', async () => {
    const [stray, stranger] = [await sleeper('n-1'), await sleeper(null)];
    await stamp(stray);
    await end();
    expect([await lives(stray), await lives(stranger)]).toEqual([false, true]);
    expect(existsSync(stampsDir(home))).toBe(false);
  });

  it.each<[string, string | null, Partial<Stamp>]>([
    ['that only runs the same command', null, {}],
    ['that was given the pid of an ended worker', null, { started: 'boot:1' }],
    ['with a nonce of another home', 'n-2', {}],
    ['of another container', 'n-1', { pidSpace: 'pid:[1]' }],
  ])('a stranger %s is not touched', async (_, nonce, differing) => {
    const stranger = await sleeper(nonce);
    await stamp(stranger, differing);
    await end();
    expect(await lives(stranger)).toBe(true);
  });

  it('stamps that cannot be read harm nobody', async () => {
    const stranger = await sleeper(null);
    await mkdir(stampsDir(home), { recursive: true });
    await writeFile(join(stampsDir(home), 'x.json'), `{"pid": ${stranger}`);
    await writeFile(join(stampsDir(home), 'y.json'), `{"pid": ${stranger}, "nonce": 7}`);
    await end();
    expect(await lives(stranger)).toBe(true);
  });
});

describe('a fleet', () => {
  it('stamps each worker while it lives, and no longer', async () => {
    const sample = await openSampleFleet({ home, workers: [{}, {}] });
    const { fleet } = sample;
    await sample.until('all ready', () => fleet.list().every(({ phase }) => phase === 'ready'));
    await sample.until('a front', () => fleet.fronts().ready === 1);
    const names = async () => (await readdir(stampsDir(home))).length;
    await expect.poll(names, { timeout: 20_000 }).toBe(3);
    await fleet.stop(fleet.list()[0]?.spec.id ?? '');
    await expect.poll(names, { timeout: 20_000 }).toBe(2);
    await sample.close();
    expect(await names()).toBe(0);
  }, 60_000);

  it('ends what the workers of a killed host had forked, before it starts its own', async () => {
    const script = fileURLToPath(new URL('sampleHost.ts', import.meta.url));
    const workers = JSON.stringify([{ grandchild: true }]);
    const host = spawn(process.execPath, [script, home, workers], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(host);
    await once(host.stdout, 'data');
    await expect.poll(async () => (await readdir(stampsDir(home))).length, { timeout: 20_000 }).toBe(2);
    host.kill('SIGKILL');
    // The kernel ends the workers; the grandchild is nobody's.
    await expect.poll(() => listProcessesIn(home), { timeout: 20_000 }).toHaveLength(1);
    const [orphan = 0] = listProcessesIn(home);
    const sample = await openSampleFleet({ home, ports: { startsWorkers: false } });
    expect(await lives(orphan)).toBe(false);
    await sample.close();
  }, 60_000);
});

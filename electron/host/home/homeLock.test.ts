import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireHomeLock, readHomeOwner } from './homeLock.ts';

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-lock-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const lockModule = new URL('./homeLock.ts', import.meta.url).href;

/** A process that takes the lock, says how that went, and stays until it is killed. */
function startHolder(file: string) {
  const script = `
    import { acquireHomeLock } from ${JSON.stringify(lockModule)};
    try {
      await acquireHomeLock(${JSON.stringify(file)}, '/socket');
      console.log('held');
    } catch (thrown) {
      console.log(thrown.code);
    }
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const word = once(child.stdout, 'data').then(([data]) => String(data).trim());
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { word, kill, pid: child.pid };
}

test('one holder at a time; it can be had again once released', async () => {
  const file = join(home, 'host.lock');
  const lock = await acquireHomeLock(file, '/s.sock');
  await expect(acquireHomeLock(file, '/s.sock')).rejects.toMatchObject({
    code: 'home-in-use',
    detail: { pid: process.pid },
  });
  expect((await readHomeOwner(file))?.socket).toBe('/s.sock');
  await lock.release();
  expect(await readHomeOwner(file)).toBeNull();
  await (await acquireHomeLock(file, '/s.sock')).release();
  expect(await readdir(home)).toEqual([]);
});

test('a lock whose owner was killed is taken over', async () => {
  const file = join(home, 'host.lock');
  const holder = startHolder(file);
  expect(await holder.word).toBe('held');
  await expect(acquireHomeLock(file, '/s')).rejects.toMatchObject({ detail: { pid: holder.pid } });
  await holder.kill();
  const lock = await acquireHomeLock(file, '/s');
  expect((await readHomeOwner(file))?.pid).toBe(process.pid);
  await lock.release();
});

test('a pid that was given to another process since is not the owner', async () => {
  const file = join(home, 'host.lock');
  const stale = { pid: process.pid, started: 'an earlier boot:1', socket: '/s', nonce: 'n' };
  await writeFile(file, JSON.stringify(stale));
  expect(await readHomeOwner(file)).toBeNull();
  await (await acquireHomeLock(file, '/s')).release();
});

test.each(['', '\0\0\0\0', '{"pid":'])('a torn lock %j is taken over', async (content) => {
  const file = join(home, 'host.lock');
  await writeFile(file, content);
  await (await acquireHomeLock(file, '/s')).release();
});

test('of many who want a dead one’s lock at once, exactly one gets it', async () => {
  const file = join(home, 'host.lock');
  for (let round = 0; round < 2; round += 1) {
    await writeFile(
      file,
      JSON.stringify({ pid: 2 ** 22 - 1, started: 'x', socket: '/s', nonce: `${round}` }),
    );
    const holders = Array.from({ length: 4 }, () => startHolder(file));
    const words = await Promise.all(holders.map(({ word }) => word));
    expect(words.toSorted()).toEqual(['held', ...Array(3).fill('home-in-use')].toSorted());
    const owner = await readHomeOwner(file);
    expect(holders[words.indexOf('held')]?.pid).toBe(owner?.pid);
    await Promise.all(holders.map(({ kill }) => kill()));
  }
}, 60_000);

test('a taking that was killed half way does not stand in the way', async () => {
  const file = join(home, 'host.lock');
  const dead = JSON.stringify({ pid: 2 ** 22 - 1, started: 'x', socket: '/s', nonce: 'n' });
  await writeFile(file, dead);
  await writeFile(`${file}.taking`, dead);
  await (await acquireHomeLock(file, '/s')).release();
  expect(await readdir(home)).toEqual([]);
});

test('twenty takers inside one process, all at the same dead lock: one gets it', async () => {
  const file = join(home, 'host.lock');
  for (let round = 0; round < 10; round += 1) {
    await writeFile(file, JSON.stringify({ pid: 2 ** 22 - 1, started: 'x', socket: '/s', nonce: 'n' }));
    const taken = await Promise.allSettled(Array.from({ length: 20 }, () => acquireHomeLock(file, '/s')));
    const held = taken.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    expect(held).toHaveLength(1);
    expect((await readHomeOwner(file))?.nonce).toBe(held[0]?.owner.nonce);
    await held[0]?.release();
    expect(await readdir(home)).toEqual([]);
  }
});

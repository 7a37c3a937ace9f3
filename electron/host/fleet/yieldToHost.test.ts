import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterEach, expect, test } from 'vitest';
import { yieldToHost } from './yieldToHost.ts';

const children: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function openSession(): Promise<number> {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => 0, 1000)'], { detached: true });
  children.push(child);
  await once(child, 'spawn');
  return child.pid ?? 0;
}

/** The kernel's root group says nothing of itself: a container's first process, and what it starts, may be of it. */
const sessionNice = (pid: number | 'self'): number =>
  Number(/ nice (-?\d+)/.exec(readFileSync(`/proc/${pid}/autogroup`, 'utf8'))?.[1] ?? 0);

test('a worker stands below its host, however low that stands', async () => {
  const pid = await openSession();
  yieldToHost(pid);
  expect(getPriority(pid)).toBe(Math.min(19, getPriority() + 5));
});

test.runIf(existsSync('/proc/self/autogroup'))(
  'so does its session, by which Linux shares out the processor; many at once, too',
  async () => {
    const pids = await Promise.all([openSession(), openSession(), openSession()]);
    for (const pid of pids) yieldToHost(pid);
    const wanted = Math.min(19, sessionNice('self') + 5);
    await expect.poll(() => pids.map(sessionNice), { timeout: 10_000 }).toEqual(pids.map(() => wanted));
  },
);

test('a process that has gone is nobody’s trouble', () => {
  expect(() => yieldToHost(2 ** 22 + 1)).not.toThrow();
});

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { readProcessMark } from '../home/processStart.ts';
import { runProbe } from './runProbe.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-run-probe-'));
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

const shell = (script: string): string[] => ['/bin/sh', '-c', script];

/** Once the script has written the pids of its processes. */
async function readPids(path: string): Promise<number[]> {
  return await vi.waitFor(
    async () => {
      const pids = (await readFile(path, 'utf8')).trim().split(' ').map(Number);
      expect(pids).toHaveLength(2);
      return pids;
    },
    { timeout: 20_000 },
  );
}

async function expectGone(pids: readonly number[]): Promise<void> {
  await vi.waitFor(
    async () => {
      for (const pid of pids) expect(await readProcessMark(pid)).toBeNull();
    },
    { timeout: 20_000 },
  );
}

it('answers what a program said and how it ended', async () => {
  const run = await runProbe(shell('echo out; echo err >&2; exit 3'), { timeoutMs: 60_000 });
  expect(run).toMatchObject({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  expect(run).toMatchObject({ spawnError: null, isTimedOut: false });
});

it('tells what could not be started from what hung', async () => {
  const gone = await runProbe([join(dir, 'nothing')], { timeoutMs: 60_000 });
  expect(gone).toMatchObject({ exitCode: null, isTimedOut: false });
  expect(gone.spawnError).toContain('ENOENT');
  await writeFile(join(dir, 'text'), 'no program');
  const text = await runProbe([join(dir, 'text')], { timeoutMs: 60_000 });
  expect(text.spawnError).toContain('EACCES');
  expect((await runProbe(['a\0b'], { timeoutMs: 60_000 })).spawnError).not.toBeNull();
  const hung = await runProbe(shell('sleep 300'), { timeoutMs: 200 });
  expect(hung).toMatchObject({ isTimedOut: true, spawnError: null });
});

it('settles though the program ignores TERM and its child holds the pipes, and leaves neither', async () => {
  const file = join(dir, 'pids');
  const script = `trap '' TERM; sleep 300 & echo begun; echo $! $$ > '${file}'; wait; sleep 300`;
  const run = await runProbe(shell(script), { timeoutMs: 5_000 });
  expect(run).toMatchObject({ isTimedOut: true, stdout: 'begun\n' });
  await expectGone(await readPids(file));
  await run.left;
});

it('an answer counts though a child of the program holds the pipes on; the child is ended', async () => {
  const file = join(dir, 'pids');
  const script = `sleep 300 & echo $! $$ > '${file}'; echo answer`;
  const run = await runProbe(shell(script), { timeoutMs: 300_000 });
  expect(run).toMatchObject({ exitCode: 0, stdout: 'answer\n', isTimedOut: false });
  await expectGone(await readPids(file));
});

it('a flood is cut and its program ended', async () => {
  const file = join(dir, 'pids');
  const run = await runProbe(shell(`echo $$ $$ > '${file}'; exec yes`), { timeoutMs: 300_000 });
  expect(run).toMatchObject({ isTimedOut: false });
  expect(run.stdout).toHaveLength(1024 * 1024);
  await expectGone(await readPids(file));
});

it('an abort ends it at once', async () => {
  const closing = new AbortController();
  const file = join(dir, 'pids');
  const running = runProbe(shell(`sleep 300 & echo $! $$ > '${file}'; wait`), {
    timeoutMs: 300_000,
    signal: closing.signal,
  });
  const pids = await readPids(file);
  closing.abort();
  expect(await running).toMatchObject({ isTimedOut: true });
  await expectGone(pids);
  expect(await runProbe(shell('echo late'), { timeoutMs: 300_000, signal: closing.signal })).toMatchObject({
    isTimedOut: true,
  });
});

it('speaks English and hands on nothing that would change another Python', async () => {
  vi.stubEnv('PYTHONPATH', '/mine');
  const run = await runProbe(shell('echo "$LC_ALL,$PYTHONPATH"'), { timeoutMs: 60_000 });
  expect(run.stdout).toBe('C,\n');
});

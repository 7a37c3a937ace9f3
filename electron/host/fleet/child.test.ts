import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { type Child, openChild } from './child.ts';
import { findPython } from '../box/findPython.ts';
import { readProcessMark } from '../home/processStart.ts';
import { allowMs } from '../patience.ts';

const { path: python } = await findPython();

interface Run {
  readonly child: Child;
  readonly lines: string[];
  readonly log: () => string;
  readonly spawned: Promise<number>;
  readonly failed: Promise<string>;
  readonly ended: Promise<{ code: number | null; signal: string | null }>;
}

/** Runs a few lines of Python. */
function run(source: string, file = python): Run {
  const lines: string[] = [];
  let log = '';
  const spawned = Promise.withResolvers<number>();
  const failed = Promise.withResolvers<string>();
  const ended = Promise.withResolvers<{ code: number | null; signal: string | null }>();
  const child = openChild(
    { file, args: ['-c', source], env: { PATH: process.env['PATH'] ?? '' } },
    tmpdir(),
    {
      onSpawned: spawned.resolve,
      onSpawnFailed: failed.resolve,
      onLine: (line) => lines.push(line),
      onLog: (chunk) => {
        log += chunk.toString();
      },
      onExited: (code, signal) => ended.resolve({ code, signal }),
    },
  );
  return {
    child,
    lines,
    log: () => log,
    spawned: spawned.promise,
    failed: failed.promise,
    ended: ended.promise,
  };
}

/** A zombie that pid 1 has not collected yet is dead. */
async function isAlive(pid: number): Promise<boolean> {
  return (await readProcessMark(pid)) !== null;
}

const grandchild =
  'subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"], close_fds=False)';

describe('a child process', () => {
  it('is read to its last word, then told with its code', async () => {
    const { lines, log, ended } = run('import sys\nprint("一\\n二")\nsys.stderr.write("log")\nsys.exit(78)');
    expect(await ended).toEqual({ code: 78, signal: null });
    expect([lines, log()]).toEqual([['一', '二'], 'log']);
  });

  it('that cannot be spawned is told as that', async () => {
    expect(await run('', '/nowhere/python').failed).toContain('ENOENT');
  });

  it('hears what is written to it, and its death is no error to who writes', async () => {
    const { child, lines, ended } = run('print(input().upper(), flush=True)\nraise SystemExit(1)');
    child.write('hello\n');
    await ended;
    child.write('into the void\n');
    expect(lines).toEqual(['HELLO']);
  });

  it('is killed with its tree, though it ignores SIGTERM and a grandchild holds its pipes', async () => {
    const source = `import signal, subprocess, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
other = ${grandchild}
print(other.pid, flush=True)
time.sleep(600)`;
    const { child, lines, ended, spawned } = run(source);
    const pid = await spawned;
    await expect.poll(() => lines.length).toBe(1);
    const began = performance.now();
    child.kill();
    expect(await ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(performance.now() - began).toBeLessThan(allowMs(1_000));
    await expect.poll(() => isAlive(pid)).toBe(false);
    await expect.poll(() => isAlive(Number(lines[0]))).toBe(false);
  });

  it('that dies by itself leaves no grandchild, and is told although its pipes are held', async () => {
    const { lines, ended } = run(`import subprocess, sys, os
other = ${grandchild}
print(other.pid, flush=True)
os._exit(3)`);
    expect(await ended).toEqual({ code: 3, signal: null });
    await expect.poll(() => isAlive(Number(lines[0]))).toBe(false);
  });
});

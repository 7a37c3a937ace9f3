/** Runs a program that may hang for ever (a driver in trouble) and settles in time whatever it and its children do. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import type { ProbeRun } from '../../core/gpu/gpuVerdict.ts';
import { killTree } from '../fleet/child.ts';

/** A probe says little; a flood is cut. */
const longestOutputBytes = 1024 * 1024;

export interface ProbeCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly timeoutMs: number;
}

/**
 * Never rejects. Its own process group is killed at the deadline, and the promise settles then without waiting for an
 * exit: a process in uninterruptible sleep never exits, and a grandchild may hold the pipes.
 */
export function runProbe({ file, args, timeoutMs }: ProbeCommand): Promise<ProbeRun> {
  return new Promise((resolve) => {
    const env = { ...process.env, LC_ALL: 'C' };
    const detached = process.platform !== 'win32';
    const child = spawn(file, [...args], {
      env,
      detached,
      windowsHide: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const out = collect(child);
    const settle = (over: Partial<ProbeRun>): void => {
      clearTimeout(timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
      resolve({
        exitCode: null,
        stdout: out.stdout,
        stderr: out.stderr,
        spawnError: null,
        isTimedOut: false,
        ...over,
      });
    };
    const timer = setTimeout(() => {
      if (child.pid !== undefined) killTree(child.pid);
      child.unref();
      settle({ isTimedOut: true });
    }, timeoutMs);
    child.once('error', (error) => settle({ spawnError: error.message }));
    child.once('close', (exitCode) => settle({ exitCode }));
  });
}

function collect(child: ChildProcess): { stdout: string; stderr: string } {
  const out = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      if (out[name].length < longestOutputBytes) out[name] += chunk;
    });
  }
  return out;
}

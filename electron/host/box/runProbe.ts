/** Runs a program that may hang for ever (a driver in trouble) and settles in time whatever it and its children do. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import type { ProbeRun } from '../../core/gpu/gpuVerdict.ts';
import { killTree } from '../fleet/child.ts';

/** A probe says little: one that floods is killed. */
const longestOutput = 1024 * 1024;
/** How long after its exit a program's last words are read, though a grandchild hold the pipes. */
const drainMs = 200;

export interface ProbeLimits {
  readonly timeoutMs: number;
  /** Aborted: its tree is killed and the promise settles at once, as at the deadline; none is started later. */
  readonly signal?: AbortSignal | undefined;
  /** The program's whole environment; default: the host's own, less what would change another program's Python. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What a program answered. Where it never started, spawnError says why; where it hung, isTimedOut is set. */
export interface Probed extends ProbeRun {
  /** Resolves once a killed process has ended too: in uninterruptible sleep it never does. */
  readonly left: Promise<void>;
}

export type RunProbe = (command: readonly string[], limits: ProbeLimits) => Promise<Probed>;

/** Never rejects. Its own process group is killed at the deadline, and the promise settles then without waiting for an exit. */
export const runProbe: RunProbe = async (command, limits) => {
  const none = { exitCode: null, stdout: '', stderr: '', spawnError: null, left: Promise.resolve() };
  if (limits.signal?.aborted === true) return { ...none, isTimedOut: true };
  try {
    return await follow(start(command, limits.env), limits);
  } catch (thrown) {
    const spawnError = thrown instanceof Error ? thrown.message : String(thrown);
    return { ...none, spawnError, isTimedOut: false };
  }
};

function start([file = '', ...args]: readonly string[], env: ProbeLimits['env']): ChildProcess {
  return spawn(file, args, {
    cwd: tmpdir(),
    env: env ?? plainEnv(),
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

function follow(child: ChildProcess, { timeoutMs, signal }: ProbeLimits): Promise<Probed> {
  const { promise, resolve } = Promise.withResolvers<Probed>();
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  const settle = (how: Partial<ProbeRun>): void => {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', give);
    for (const pipe of [child.stdout, child.stderr]) pipe?.destroy();
    child.unref();
    const none = { exitCode: null, spawnError: null, isTimedOut: false };
    resolve({ ...none, ...said, ...how, left });
  };
  const give = (): void => {
    kill(child);
    settle({ isTimedOut: true });
  };
  const deadline = setTimeout(give, timeoutMs);
  const said = collect(child, () => {
    kill(child);
    settle({});
  });
  signal?.addEventListener('abort', give);
  child.once('error', (error) => {
    if (child.pid === undefined) leave();
    settle({ spawnError: error.message });
  });
  child.once('exit', (exitCode) => {
    leave();
    // The leader is gone; whatever it left in its group goes now.
    if (process.platform !== 'win32') kill(child);
    const drained = setTimeout(() => settle({ exitCode }), drainMs);
    child.once('close', () => {
      clearTimeout(drained);
      settle({ exitCode });
    });
  });
  return promise;
}

function kill({ pid }: ChildProcess): void {
  if (pid !== undefined) killTree(pid);
}

function collect(child: ChildProcess, onFlood: () => void): { stdout: string; stderr: string } {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('error', () => undefined);
    child[name]?.setEncoding('utf8').on('data', (chunk: string) => {
      said[name] += chunk.slice(0, longestOutput - said[name].length);
      if (said[name].length >= longestOutput) onFlood();
    });
  }
  return said;
}

/** The host's own variables, less what would change another program's Python; words in English. */
function plainEnv(): NodeJS.ProcessEnv {
  const dropped = ['PYTHONPATH', 'PYTHONHOME', 'NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE'];
  const kept = Object.entries(process.env).filter(([name]) => !dropped.includes(name));
  return { ...Object.fromEntries(kept), LC_ALL: 'C' };
}

/** One child process: its own group, its pipes always drained, its end always reported, whatever it does. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { isMainThread } from 'node:worker_threads';
import type { Launch } from '../../core/supervise/launch.ts';
import { planKill } from '../../core/supervise/planKill.ts';
import { cutLines } from './boundedLines.ts';

/** How long after its exit a child's last words are read; then its pipes are closed, though a grandchild hold them. */
const DRAIN_MS = 200;

/** A line of the protocol beyond this is no line of ours (the largest, a detector's state, is some 100 kB). */
export const LONGEST_LINE_BYTES = 16 * 1024 * 1024;

export interface ChildEvents {
  onSpawned(pid: number): void;
  onSpawnFailed(message: string): void;
  /** A line of stdout; `isCut` where it was longer than LONGEST_LINE_BYTES. */
  onLine(line: string, isCut: boolean): void;
  /** Bytes of stderr. */
  onLog(chunk: Buffer): void;
  /** Once, after the last line; nothing comes later. */
  onExited(code: number | null, signal: string | null): void;
}

export interface Child {
  /** Writes to stdin; after the child's end it does nothing. */
  write(text: string): void;
  /** SIGKILL to the whole tree. */
  kill(): void;
}

/** Events never come before this returns. Node's own spawn: execa's timeouts and clean-up wait for pipes. */
export function openChild(launch: Launch, cwd: string, events: ChildEvents): Child {
  // PR_SET_PDEATHSIG fires when the thread that spawned ends.
  if (!isMainThread) throw new Error('Workers are spawned from the main thread only.');
  const child = spawn(launch.file, [...launch.args], {
    cwd,
    env: { ...launch.env },
    // A group of its own on POSIX; on Windows `detached` would free grandchildren from the job.
    detached: process.platform !== 'win32',
    windowsHide: true,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let hasEnded = false;
  const failedToSpawn = (error: Error): void => {
    if (child.pid !== undefined || hasEnded) return;
    hasEnded = true;
    events.onSpawnFailed(error.message);
  };
  child.on('error', failedToSpawn);
  child.once('spawn', () => events.onSpawned(child.pid ?? 0));
  drain(child, events);
  reportExit(child, (code, signal) => {
    hasEnded = true;
    events.onExited(code, signal);
  });
  return {
    write(text) {
      if (!hasEnded && child.stdin?.writable === true) child.stdin.write(text);
    },
    kill() {
      if (child.pid !== undefined && !hasEnded) killTree(child.pid);
    },
  };
}

function drain(child: ChildProcess, events: ChildEvents): void {
  const lines = cutLines(LONGEST_LINE_BYTES, {
    onLine: (line, isCut) => events.onLine(line.toString('utf8'), isCut),
  });
  child.stdout?.on('data', lines.feed);
  child.stdout?.on('end', lines.end);
  child.stderr?.on('data', (chunk: Buffer) => events.onLog(chunk));
  // A pipe that breaks is told by the exit; unheard, the error would end the host.
  for (const stream of child.stdio) stream?.on('error', () => undefined);
}

/** `exit` may come before the last bytes, and `close` never while a grandchild holds a pipe. */
function reportExit(child: ChildProcess, report: (code: number | null, signal: string | null) => void): void {
  child.once('exit', (code, signal) => {
    // The leader is gone; whatever it left in its group goes now.
    if (process.platform !== 'win32' && child.pid !== undefined) killTree(child.pid);
    let timer: NodeJS.Timeout | null = null;
    const settle = (): void => {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      for (const stream of child.stdio) stream?.destroy();
      report(code, signal);
    };
    timer = setTimeout(settle, DRAIN_MS);
    child.once('close', settle);
  });
}

/** SIGKILL to the group the child leads, or on Windows to the tree below it. */
export function killTree(pid: number): void {
  const kill = planKill(process.platform, pid, process.env['SystemRoot']);
  if (kill.by === 'command') {
    execFile(kill.file, [...kill.args], { windowsHide: true }, () => undefined);
    return;
  }
  try {
    process.kill(kill.pid, 'SIGKILL');
  } catch {
    // ESRCH: nobody is left in the group, which is what was wanted.
  }
}

/** A benchmark's host as a process of its own, and how late its event loop is. */
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { nodeEnv, nodeFlags } from '../e2e/box.ts';

/** By the clock. */
export interface LoopDelay {
  readonly p99Ms: number;
  readonly maxMs: number;
}

export function forkHost(script: string, args: readonly string[]): ChildProcess {
  return fork(script, args, { execArgv: nodeFlags, env: { ...nodeEnv, ...process.env } });
}

/** In the parent: how late the child's loop was while something went on. */
export async function watchLoop(child: ChildProcess, act: () => Promise<void>): Promise<LoopDelay> {
  child.send('watch');
  await act();
  child.send('tell');
  const [told] = (await once(child, 'message')) as [LoopDelay];
  return told;
}

/** In the child: told "watch" it begins to time the turns of its loop, told "tell" it says how late they were. */
export function answerLoopDelay(): void {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  process.on('message', (asked) => {
    if (asked === 'watch') {
      delay.reset();
      delay.enable();
      return;
    }
    delay.disable();
    const told: LoopDelay = { p99Ms: delay.percentile(99) / 1e6, maxMs: delay.max / 1e6 };
    process.send?.(told);
  });
}

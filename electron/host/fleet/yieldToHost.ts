/** A worker that computes on the processor lets its host go first: door, panel and scheduler stay quick on a busy box. */
import { readFileSync, writeFileSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';

/** Steps below the host (man 2 setpriority): beside it a worker gets a third of a core they both want, alone all of it. */
const stepsBelow = 5;
const lowest = 19;
/** An unprivileged process may set one session's niceness every tenth of a second (kernel/sched/autogroup.c). */
const againMs = 150;
const mostTries = 20;

/** `pid`: of a process just spawned, whose threads come later and have its niceness. Where that is forbidden nothing happens. */
export function yieldToHost(pid: number): void {
  try {
    setPriority(pid, Math.min(lowest, getPriority() + stepsBelow));
  } catch {
    // It has gone, or a sandbox forbids it.
  }
  if (process.platform === 'linux') yieldSession(pid, mostTries);
}

/** Linux shares out a desktop's processor by sessions (man 7 sched, autogroup), and each worker leads one of its own. */
function yieldSession(pid: number, tries: number): void {
  try {
    const own = Number(/ nice (-?\d+)/.exec(readFileSync('/proc/self/autogroup', 'utf8'))?.[1] ?? 0);
    writeFileSync(`/proc/${pid}/autogroup`, String(Math.min(lowest, own + stepsBelow)));
  } catch (thrown) {
    const isTooSoon = (thrown as NodeJS.ErrnoException).code === 'EAGAIN';
    if (isTooSoon && tries > 1) setTimeout(() => yieldSession(pid, tries - 1), againMs).unref();
  }
}

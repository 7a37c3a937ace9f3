/** Tells one process from another that later got the same pid. */
import { readFile } from 'node:fs/promises';

export interface ProcessMark {
  readonly pid: number;
  /** Boot id and the start time in clock ticks since boot; null where the system has no /proc. */
  readonly started: string | null;
}

/** null when no such process lives. Off Linux only the pid is known. */
export async function readProcessMark(pid: number): Promise<ProcessMark | null> {
  if (!isAlive(pid)) return null;
  if (process.platform !== 'linux') return { pid, started: null };
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8');
    // proc(5): starttime is field 22; field 2, the name, is in brackets and may hold anything, so count after it.
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (afterName[0] === 'Z') return null;
    return { pid, started: `${boot.trim()}:${afterName[19] ?? ''}` };
  } catch {
    return null;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** What a process and all it started have taken: processor time and peak memory, read from /proc. */
import { readFile, readdir } from 'node:fs/promises';

/** Linux counts processor time in these on every usual kernel. */
const ticksPerSecond = 100;

export interface TreeUse {
  /** User and system time of all that live, and of their children that have ended, s. */
  readonly cpuS: number;
  /** Most that was ever resident, the process itself first. */
  readonly peaks: readonly { readonly command: string; readonly mib: number }[];
}

export async function readTree(pid: number): Promise<TreeUse> {
  const all = await readProcesses();
  const members = [pid];
  for (const member of members) {
    for (const [child, { parent }] of all) if (parent === member) members.push(child);
  }
  const peaks = await Promise.all(members.map(readPeak));
  return {
    cpuS: members.reduce((sum, member) => sum + (all.get(member)?.ticks ?? 0), 0) / ticksPerSecond,
    peaks: peaks.filter((peak) => peak !== null),
  };
}

/** User and system time of the process alone, of all its threads, s. */
export async function readOwnS(pid: number): Promise<number> {
  return ((await readRow(pid))?.ownTicks ?? 0) / ticksPerSecond;
}

interface ProcessRow {
  readonly parent: number;
  /** With those of children that have ended. */
  readonly ticks: number;
  readonly ownTicks: number;
}

async function readProcesses(): Promise<Map<number, ProcessRow>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const rows = await Promise.all(pids.map(async (pid) => [pid, await readRow(pid)] as const));
  return new Map(rows.filter((row): row is [number, ProcessRow] => row[1] !== null));
}

/** null: it has ended meanwhile. */
async function readRow(pid: number): Promise<ProcessRow | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The second field, the name, may hold spaces and brackets: count from the last one.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [parent = 0] = fields.slice(1);
  const sum = (ticks: readonly number[]): number => ticks.reduce((total, one) => total + one, 0);
  return { parent, ticks: sum(fields.slice(11, 15)), ownTicks: sum(fields.slice(11, 13)) };
}

async function readPeak(pid: number): Promise<TreeUse['peaks'][number] | null> {
  try {
    const status = await readFile(`/proc/${pid}/status`, 'utf8');
    const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
    return { command, mib: Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? Number.NaN) / 1024 };
  } catch {
    return null;
  }
}

/** Work for a host in trouble: jobs that keep coming, and what its processes are. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { JobView } from '../electron/contract/job.ts';
import { writeSpeech } from '../electron/host/jobs/testSound.ts';
import type { Box } from './box.ts';

/** Talks of 6 to 20 s. */
export async function writeTalks(dir: string, count: number): Promise<string[]> {
  const paths = Array.from({ length: count }, (_, index) => join(dir, `talk-${index}.wav`));
  for (const [index, path] of paths.entries()) await writeSpeech(path, 6 + ((index * 7) % 15), index + 1);
  return paths;
}

/** So many clients, each of which hands in a file when its last has ended, until `mayGoOn` says no. */
export async function keepBusy(
  box: Box,
  paths: readonly string[],
  { clients, mayGoOn, onEnded }: { clients: number; mayGoOn: () => boolean; onEnded: (job: JobView) => void },
): Promise<void> {
  let next = 0;
  const work = async (): Promise<void> => {
    while (mayGoOn()) {
      next += 1;
      const { id } = await box.submit(paths[next % paths.length] ?? '');
      onEnded(await box.ended(id));
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
}

export interface ChildProcess {
  readonly pid: number;
  readonly command: string;
  readonly isZombie: boolean;
}

export function listChildren(parent: number): ChildProcess[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
  return list
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([, ppid]) => Number(ppid) === parent)
    .map(([pid, , state = '', ...args]) => ({
      ...{ pid: Number(pid), command: args.join(' '), isZombie: state.startsWith('Z') },
    }));
}

/** MiB in use, and open descriptors. */
export function measureProcess(pid: number): { rssMiB: number; descriptors: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const rssMiB = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
  return { rssMiB, descriptors: readdirSync(`/proc/${pid}/fd`).length };
}

/** What host and workers hold, and what lies in the data home, all the while. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Box } from '../../e2e/box.ts';
import type { Held } from '../../e2e/fakes/answerMeasures.ts';
import { listChildren, measureProcess } from '../../e2e/load.ts';
import { readTree } from '../processTree.ts';

export const measuredFile = 'measured.json';

export interface ProcessSample {
  readonly pid: number;
  /** host, front, or the name of an instance. */
  readonly name: string;
  readonly rssMiB: number;
  readonly descriptors: number;
  readonly threads: number;
}

export interface Sample {
  readonly h: number;
  /** The host first. */
  readonly processes: readonly ProcessSample[];
  readonly zombies: number;
  /** KiB of each entry of the data home. */
  readonly home: Readonly<Record<string, number>>;
  /** Processor time of host and all it started, s. */
  readonly cpuS: number;
  /** Only every so often: collecting the garbage is no part of the product's life. */
  readonly held: Held | null;
}

export async function takeSample(box: Box, h: number, isHeldAsked: boolean): Promise<Sample> {
  const { instances } = await box.call('host.snapshot', {});
  const names = new Map(instances.flatMap(({ pid, spec }) => (pid === null ? [] : [[pid, spec.name]])));
  const children = listChildren(box.pid);
  const living = children.filter(({ isZombie, command }) => !isZombie && command.includes('paradeck_worker'));
  const named = living.map(({ pid }) => ({ pid, name: names.get(pid) ?? 'front' }));
  return {
    h,
    processes: [{ pid: box.pid, name: 'host' }, ...named].flatMap(({ pid, name }) => readProcess(pid, name)),
    zombies: children.filter(({ isZombie }) => isZombie).length,
    home: Object.fromEntries(readdirSync(box.home).map((entry) => [entry, sizeKiB(join(box.home, entry))])),
    cpuS: (await readTree(box.pid)).cpuS,
    held: isHeldAsked ? await askHeld(box) : null,
  };
}

/** Empty: it has ended meanwhile. */
function readProcess(pid: number, name: string): ProcessSample[] {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const threads = Number(/Threads:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN);
    return [{ pid, name, threads, ...measureProcess(pid) }];
  } catch {
    return [];
  }
}

/** What vanishes while one looks is nothing. */
function sizeKiB(path: string): number {
  try {
    const stat = statSync(path);
    if (!stat.isDirectory()) return stat.size / 1024;
    return readdirSync(path).reduce((sum, entry) => sum + sizeKiB(join(path, entry)), 0);
  } catch {
    return 0;
  }
}

async function askHeld(box: Box): Promise<Held | null> {
  const file = join(box.home, measuredFile);
  await rm(file, { force: true });
  process.kill(box.pid, 'SIGUSR2');
  for (let tries = 0; tries < 600; tries += 1) {
    await pause(50);
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.endsWith('}')) return JSON.parse(text) as Held;
  }
  return null;
}

/** All files at once: how near the last one's end comes to what their work takes with no core ever idle. */
import { cpus } from 'node:os';
import type { BenchPorts, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { readTree } from '../processTree.ts';
import { timeDrop } from './load.ts';
import { openFleet } from './ours.ts';
import type { Sounds } from './sounds.ts';

/** Odd, so that a median is a run. */
export const rounds = 3;
/** Each computes on one thread, and all share the cores as they come. */
export const workers = { count: 4, threads: 1 } as const;

export interface Drop {
  /** Until the last file is text. */
  readonly seconds: number;
  /** Processor time of the host and all its workers. */
  readonly cpuS: number;
}

export async function repeatDrops({ say }: BenchPorts, { paths }: Sounds): Promise<Drop[]> {
  const drops: Drop[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`ParaDeck, a drop of ${paths.length} files, round ${round} of ${rounds}`);
    const fleet = await openFleet(workers.count, { threads: workers.threads });
    try {
      const before = await readTree(fleet.box.pid);
      const seconds = await timeDrop(fleet, paths);
      drops.push({ seconds, cpuS: (await readTree(fleet.box.pid)).cpuS - before.cpuS });
    } finally {
      await fleet.close();
    }
  }
  return drops;
}

export function tellDrops({ paths, totalS }: Sounds, drops: readonly Drop[]): BenchRow[] {
  const of = (read: (drop: Drop) => number): number => median(drops.map(read));
  return [
    { what: `sound in ${paths.length} files`, value: totalS, unit: 's' },
    {
      what: 'ParaDeck, all dropped at once until the last is text',
      value: of(({ seconds }) => seconds),
      unit: 's',
    },
    { what: 'processor time of host and workers for it', value: of(({ cpuS }) => cpuS), unit: 's' },
    {
      what: 'the drop ÷ its own processor time over all cores',
      value: of(({ seconds, cpuS }) => (seconds * cpus().length) / cpuS),
      unit: '× the lower bound',
    },
  ];
}

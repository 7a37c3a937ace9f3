/** All files at once on paced devices: how near the last one's end comes to the least time they can take for it. */
import { cpus } from 'node:os';
import { median } from '../../e2e/median.ts';
import { padSeconds, packBatches } from '../../electron/core/schedule/pack.ts';
import type { BenchPorts, BenchRow } from '../outcome.ts';
import type { Pace } from '../paced/pacedPython.ts';
import { readTree } from '../processTree.ts';
import { timeDrop } from './load.ts';
import { openFleet } from './ours.ts';
import type { OurFleet } from './ours.ts';
import type { Sounds } from './sounds.ts';
import type { Crew } from './wholeFiles.ts';

/** Odd, so that a median is a run. */
const rounds = 3;
/** Padded seconds of a batch at most, as an instance is given unless its owner says otherwise. */
const paddedS = 300;

export interface Drop {
  /** Until the last file is text. */
  readonly seconds: number;
  /** What all segments take in the best batches while no device ever waits. */
  readonly leastS: number;
  /** Processor time of the host and all its workers. */
  readonly cpuS: number;
}

export async function repeatDrops(
  { say }: BenchPorts,
  { paths }: Sounds,
  { crew, pace }: { readonly crew: Crew; readonly pace: Pace },
): Promise<Drop[]> {
  const { count, threads, pythonPath } = crew;
  const fleet = await openFleet(count, { threads, pythonPath });
  const drops: Drop[] = [];
  try {
    // Once before it counts: a fleet learns how fast its instances are.
    await timeDrop(fleet, paths);
    const leastS = computeS(await readLengths(fleet, paths), pace) / count;
    for (let round = 1; round <= rounds; round += 1) {
      say(`paced devices, a drop of ${paths.length} files, round ${round} of ${rounds}`);
      const before = await readTree(fleet.box.pid);
      const { seconds } = await timeDrop(fleet, paths);
      drops.push({ seconds, leastS, cpuS: (await readTree(fleet.box.pid)).cpuS - before.cpuS });
    }
  } finally {
    await fleet.close();
  }
  return drops;
}

/** Of all segments of these files, s. */
async function readLengths({ box }: OurFleet, paths: readonly string[]): Promise<number[]> {
  const { jobs } = await box.call('jobs.list', { limit: 500 });
  const theirs = jobs.filter(({ path }) => path !== null && paths.includes(path));
  const found = await Promise.all(theirs.map(({ id }) => box.call('jobs.segments', { id })));
  return found.flatMap(({ segments }) => segments.map(({ fromMs, toMs }) => (toMs - fromMs) / 1000));
}

function computeS(lengthsS: readonly number[], { speedX, launchS }: Pace): number {
  const segments = lengthsS.map((seconds) => ({ seconds }));
  return packBatches(segments, { paddedS, speedX }).reduce(
    (sum, batch) => sum + launchS + padSeconds(batch.map(({ seconds }) => seconds)) / speedX,
    0,
  );
}

export function tellDrops({ paths, totalS }: Sounds, drops: readonly Drop[]): BenchRow[] {
  const row = (what: string, read: (drop: Drop) => number, unit: string): BenchRow => ({
    what: `paced devices: ${what}`,
    value: median(drops.map(read)),
    unit,
  });
  return [
    { what: `sound in ${paths.length} files`, value: totalS, unit: 's' },
    row('all dropped at once until the last is text', ({ seconds }) => seconds, 's'),
    row('the drop ÷ its lower bound', ({ seconds, leastS }) => seconds / leastS, '×'),
    row('cores busy with it, of all', ({ seconds, cpuS }) => (100 * cpuS) / seconds / cpus().length, '%'),
  ];
}

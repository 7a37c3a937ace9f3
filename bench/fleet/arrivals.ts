/**
 * Files that come one by one at 85 % of capacity: how long each is in the system, here and behind nginx. Both sides are
 * given the same files at the same moments, for several passes of all files; what comes while the lines still fill is
 * not counted.
 */
import type { BenchPorts, BenchRow } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { countDifferent, planArrivals, timeArrivals, timeDrop, timeInTurn } from './load.ts';
import type { Side } from './load.ts';
import { openNginx } from './nginx.ts';
import { openFleet } from './ours.ts';
import type { OurFleet } from './ours.ts';
import type { Sounds } from './sounds.ts';
import { openWholeFiles, sideAt } from './wholeFiles.ts';
import type { Crew } from './wholeFiles.ts';

const load = 0.85;

export interface Contest {
  readonly title: string;
  /** The same on both sides: each worker computes on its threads, and all share the cores as they come. */
  readonly crew: Crew;
  readonly sounds: Sounds;
  /** Odd, so that a median is a run. */
  readonly rounds: number;
  /** Of all files, each in an order of its own. */
  readonly passes: number;
}

interface Rival {
  readonly roundRobin: Side;
  readonly leastConn: Side;
  close(): Promise<void>;
}

/** Mean seconds from a file's arrival until it is text. */
export interface Waits {
  readonly ours: number;
  readonly roundRobin: number;
  readonly leastConn: number;
}

interface Measured {
  /** Seconds of sound a second. */
  readonly ours: number;
  readonly rival: number;
  /** Files whose text is another on the other side. */
  readonly different: number;
}

interface Told extends Measured {
  /** Seconds of sound a second, to either. */
  readonly offeredX: number;
  /** Ours' mean at so much of its own capacity, s. */
  readonly aloneS: number;
}

export interface Arrived {
  readonly rows: readonly BenchRow[];
  /** Of each round. */
  readonly waits: readonly Waits[];
  readonly different: number;
}

export async function compareArrivals(ports: BenchPorts, contest: Contest): Promise<Arrived> {
  const { crew, sounds } = contest;
  const { count, threads, precision, modelDir, pythonPath } = crew;
  const rival = await openRival(ports, crew, sounds.paths[0] ?? '');
  try {
    const ours = await openFleet(count, { threads, precision, pythonPath }, modelDir);
    try {
      return await takeTurns(ports, contest, { ours, rival });
    } finally {
      await ours.close();
    }
  } finally {
    await rival.close();
  }
}

async function openRival(ports: BenchPorts, crew: Crew, clip: string): Promise<Rival> {
  const wholeFiles = await openWholeFiles(ports, crew, clip);
  try {
    const nginx = await openNginx(wholeFiles.ports);
    return {
      roundRobin: sideAt('nginx round robin', nginx.roundRobin),
      leastConn: sideAt('nginx least_conn', nginx.leastConn),
      close: async () => {
        await nginx.close();
        await wholeFiles.close();
      },
    };
  } catch (thrown) {
    await wholeFiles.close();
    throw thrown;
  }
}

interface Sides {
  readonly ours: OurFleet;
  readonly rival: Rival;
}

/** Both stay loaded, and whoever has no turn costs nothing. */
async function takeTurns({ say }: BenchPorts, contest: Contest, sides: Sides): Promise<Arrived> {
  const { title, sounds, passes, rounds } = contest;
  const { paths, totalS } = sounds;
  const time = (side: Side, round: number, offeredX: number): Promise<number> => {
    say(`${title}, ${passes * paths.length} files one by one, round ${round} of ${rounds}: ${side.name}`);
    const meanGapS = totalS / paths.length / offeredX;
    return timeArrivals(side, planArrivals(paths, { seed: round, meanGapS, passes }));
  };
  say(`${title}: what both sides can do`);
  const measured = await measure(contest, sides);
  // Of the slower side's, so that neither is given more than it can do.
  const offeredX = load * Math.min(measured.ours, measured.rival);
  const waits: Waits[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    waits.push(await timeAll(sides, (side) => time(side, round, offeredX)));
  }
  const aloneS = await time({ ...sides.ours, name: 'ParaDeck at its own 85 %' }, 1, load * measured.ours);
  const { different } = measured;
  return { rows: tell(title, { ...measured, offeredX, aloneS }, waits), waits, different };
}

async function measure({ sounds, crew }: Contest, { ours, rival }: Sides): Promise<Measured> {
  const { paths, totalS } = sounds;
  // Once before it counts: a fleet learns how fast its instances are.
  await timeDrop(ours, paths);
  // Twice all files, so that the end, when one worker is left with the last, weighs less.
  const drop = await timeDrop(ours, [...paths, ...paths]);
  const inTurn = paths.flatMap((path) => [path, path]);
  const turns = await timeInTurn(rival.leastConn, inTurn, crew.count);
  return {
    ours: (2 * totalS) / drop.seconds,
    rival: (2 * totalS) / turns.seconds,
    different: countDifferent(drop.texts, turns.texts),
  };
}

async function timeAll({ ours, rival }: Sides, time: (side: Side) => Promise<number>): Promise<Waits> {
  return {
    ours: await time(ours),
    roundRobin: await time(rival.roundRobin),
    leastConn: await time(rival.leastConn),
  };
}

function tell(
  title: string,
  { ours, rival, different, offeredX, aloneS }: Told,
  waits: readonly Waits[],
): BenchRow[] {
  const row = (what: string, value: number, unit: string): BenchRow => ({
    what: `${title}: ${what}`,
    value,
    unit,
  });
  const waited = (side: keyof Waits): number => median(waits.map((one) => one[side]));
  return [
    row('ParaDeck, capacity (all files at once)', ours, '× real time'),
    row('the same engine on whole files, capacity (each worker always busy)', rival, '× real time'),
    row('load, of ParaDeck’s capacity', (100 * offeredX) / ours, '%'),
    row('load, of the whole-file workers’', (100 * offeredX) / rival, '%'),
    row('files whose text differs between the two', different, ''),
    row('mean time in the system, ParaDeck', waited('ours'), 's'),
    row('the same, nginx round robin before whole-file workers', waited('roundRobin'), 's'),
    row('the same, nginx least_conn', waited('leastConn'), 's'),
    row('the same, ParaDeck at 85 % of its own capacity', aloneS, 's'),
  ];
}

/** Files that come one by one at 85 % of capacity: how long each is in the system, here and behind nginx. */
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { judgeRatio, median } from '../outcome.ts';
import { medianSpeed, rounds, workers } from './drops.ts';
import type { Drop } from './drops.ts';
import { planArrivals, timeArrivals, timeInTurn } from './load.ts';
import type { Arrival, Side } from './load.ts';
import { openNginx } from './nginx.ts';
import { openFleet } from './ours.ts';
import type { Sounds } from './sounds.ts';
import { openWholeFiles, sideAt } from './wholeFiles.ts';

const load = 0.85;

interface Rival {
  readonly roundRobin: Side;
  readonly leastConn: Side;
  close(): Promise<void>;
}

/** Mean seconds from a file's arrival until it is text. */
interface Waits {
  readonly ours: number;
  readonly roundRobin: number;
  readonly leastConn: number;
}

export async function compareArrivals(
  ports: BenchPorts,
  sounds: Sounds,
  drops: readonly Drop[],
): Promise<BenchOutcome> {
  const { paths, totalS } = sounds;
  const rival = await openRival(ports, paths[0] ?? '');
  try {
    ports.say('the capacity of workers that take whole files');
    const seconds: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      seconds.push(await timeInTurn(rival.leastConn, paths, workers.count));
    }
    const speeds = { ours: medianSpeed(sounds, drops), rival: totalS / median(seconds) };
    // By the slower side, so that neither is given more than it can do.
    const offeredX = load * Math.min(speeds.ours, speeds.rival);
    const meanGapS = totalS / paths.length / offeredX;
    const waits: Waits[] = [];
    for (let round = 1; round <= rounds; round += 1) {
      ports.say(`${paths.length} files one by one, round ${round} of ${rounds}`);
      waits.push(await waitOnce(rival, planArrivals(paths, { seed: round, meanGapS })));
    }
    return judge({ offeredX, ...speeds }, waits);
  } finally {
    await rival.close();
  }
}

async function openRival(ports: BenchPorts, clip: string): Promise<Rival> {
  const wholeFiles = await openWholeFiles(ports, { ...workers, clip });
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

async function waitOnce(rival: Rival, arrivals: readonly Arrival[]): Promise<Waits> {
  const fleet = await openFleet(workers.count, { threads: workers.threads });
  const ours = await timeArrivals(fleet, arrivals).finally(() => fleet.close());
  return {
    ours,
    roundRobin: await timeArrivals(rival.roundRobin, arrivals),
    leastConn: await timeArrivals(rival.leastConn, arrivals),
  };
}

interface Speeds {
  readonly ours: number;
  readonly rival: number;
  /** Seconds of sound that arrive a second. */
  readonly offeredX: number;
}

function judge({ ours, rival, offeredX }: Speeds, waits: readonly Waits[]): BenchOutcome {
  const waited = (side: keyof Waits): number => median(waits.map((one) => one[side]));
  const row = (what: string, value: number, unit: string) => ({ what, value, unit });
  const ratio = (name: string, side: keyof Waits, at: number) =>
    judgeRatio(name, median(waits.map((one) => one.ours / one[side])), { at, better: 'lower' });
  return {
    rows: [
      row('the same engine on whole files, capacity', rival, '× real time'),
      row('files that come one by one, of ParaDeck’s capacity', (100 * offeredX) / ours, '%'),
      row('the same, of the whole-file workers’', (100 * offeredX) / rival, '%'),
      row('mean time in the system, ParaDeck', waited('ours'), 's'),
      row('the same, nginx round robin before whole-file workers', waited('roundRobin'), 's'),
      row('the same, nginx least_conn', waited('leastConn'), 's'),
    ],
    ratios: [
      ratio('mean time in the system, ParaDeck ÷ round robin', 'roundRobin', 0.35),
      ratio('mean time in the system, ParaDeck ÷ least_conn', 'leastConn', 0.6),
    ],
  };
}

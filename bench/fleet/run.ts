/**
 * 40 files on four instances: all at once, against the least time they can take; one by one at 85 % of capacity, against
 * the same engine in four workers that take whole files behind nginx.
 *
 * What is judged is four paced devices (bench/paced): each is as fast as a card and leaves the cores to the rest, as on
 * the box this is for. Four workers that compute on two cores are no four devices: the system shares the cores among all
 * files under way, so that a short file never waits for a long one, and the rival is given for nothing what a scheduler
 * is for. That contest is printed beside, with a Paraformer-large of random weights, and is not judged.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median } from '../../e2e/median.ts';
import type { BenchOutcome, BenchPorts, BenchRow } from '../outcome.ts';
import { judgeRatio } from '../outcome.ts';
import { cardPace, writePacedPython } from '../paced/pacedPython.ts';
import { makeRandomModel } from '../randomModel.ts';
import { compareArrivals } from './arrivals.ts';
import type { Arrived, Contest, Waits } from './arrivals.ts';
import { repeatDrops, tellDrops } from './drops.ts';
import { findNginx } from './nginx.ts';
import { makeSounds, shortMix, wideMix } from './sounds.ts';

/** Each on one thread. */
const workers = { count: 4, threads: 1 } as const;

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-fleet-'));
  try {
    ports.say('joining the samples to files');
    const wide = await makeSounds(dir, wideMix);
    const pythonPath = await writePacedPython(dir, ports, cardPace);
    const crew = { ...workers, precision: 'auto', modelDir: null, pythonPath } as const;
    const rows = tellDrops(wide, await repeatDrops(ports, wide, { crew, pace: cardPace }));
    if (!(await findNginx())) {
      ports.say('no nginx here: files that come one by one are SKIPPED; apt-get install nginx-light');
      return { rows, ratios: [] };
    }
    const paced: Contest = { title: tellPace(), crew, sounds: wide, rounds: 3, passes: 3 };
    const judged = await compareArrivals(ports, paced);
    const shared = await compareShared(ports, dir);
    return { rows: [...rows, ...judged.rows, ...shared], ratios: judge(judged) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function tellPace(): string {
  return `${workers.count} paced devices (${cardPace.speedX} × real time + ${1000 * cardPace.launchS} ms a batch, sleeping)`;
}

async function compareShared(ports: BenchPorts, dir: string): Promise<readonly BenchRow[]> {
  ports.say('making a Paraformer-large with random weights, and its ONNX graphs');
  const model = await makeRandomModel(ports.python.oracle, { size: 'large', isExported: true });
  try {
    const crew = { ...workers, precision: 'int8', modelDir: model.dir, pythonPath: null } as const;
    const title = `${Math.round(model.parameters / 1e6)} M weights, int8, on shared cores (not judged)`;
    const sounds = await makeSounds(dir, shortMix);
    const { rows } = await compareArrivals(ports, { title, crew, sounds, rounds: 1, passes: 2 });
    return rows;
  } finally {
    await model.close();
  }
}

function judge({ waits, different }: Arrived): BenchOutcome['ratios'] {
  const ratio = (name: string, side: keyof Waits, at: number) =>
    judgeRatio(name, median(waits.map((one) => one.ours / one[side])), { at, better: 'lower' });
  return [
    ratio('paced: mean time in the system, ParaDeck ÷ round robin', 'roundRobin', 0.35),
    ratio('paced: mean time in the system, ParaDeck ÷ least_conn', 'leastConn', 0.6),
    judgeRatio('paced: files whose text differs from the whole-file workers’', different, {
      at: 0,
      better: 'lower',
    }),
  ];
}

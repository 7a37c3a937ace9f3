/**
 * 40 files on four instances. All at once, with the demo model: against the least time their work can take. One by one
 * at 85 % of capacity: against the same engine in four workers that take whole files behind nginx.
 *
 * What is judged is a Paraformer-large (220 M random weights, int8), where recognising takes the time, as it does for
 * whoever has a model of use. With the demo model a file of ten seconds is some 15 ms of computing: what is compared there is
 * a host that journals each step with workers that keep nothing, and the figures are printed beside.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { median } from '../../e2e/median.ts';
import { judgeRatio } from '../outcome.ts';
import { makeRandomModel } from '../randomModel.ts';
import { compareArrivals } from './arrivals.ts';
import type { Arrived, Waits } from './arrivals.ts';
import { repeatDrops, rounds, tellDrops, workers } from './drops.ts';
import { findNginx } from './nginx.ts';
import { makeSounds, shortMix, wideMix } from './sounds.ts';
import type { Sounds } from './sounds.ts';

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-fleet-'));
  try {
    ports.say('joining the samples to files');
    const wide = await makeSounds(dir, wideMix);
    const rows = tellDrops(wide, await repeatDrops(ports, wide));
    if (!(await findNginx())) {
      ports.say('no nginx here: files that come one by one are SKIPPED; apt-get install nginx-light');
      return { rows, ratios: [] };
    }
    const demo = await compareDemo(ports, wide);
    const large = await compareLarge(ports, await makeSounds(dir, shortMix));
    return { rows: [...rows, ...demo.rows, ...large.rows], ratios: judge(large.waits) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

function compareDemo(ports: BenchPorts, sounds: Sounds): Promise<Arrived> {
  const crew = { ...workers, precision: 'fp32', modelDir: null } as const;
  return compareArrivals(ports, { title: 'demo model', crew, sounds, rounds: 1, passes: 5 });
}

async function compareLarge(ports: BenchPorts, sounds: Sounds): Promise<Arrived> {
  ports.say('making a Paraformer-large with random weights, and its ONNX graphs');
  const model = await makeRandomModel(ports.python.oracle, { size: 'large', isExported: true });
  try {
    const crew = { ...workers, precision: 'int8', modelDir: model.dir } as const;
    const title = `${Math.round(model.parameters / 1e6)} M weights, int8`;
    return await compareArrivals(ports, { title, crew, sounds, rounds, passes: 3 });
  } finally {
    await model.close();
  }
}

function judge(waits: readonly Waits[]): BenchOutcome['ratios'] {
  const ratio = (name: string, side: keyof Waits, at: number) =>
    judgeRatio(name, median(waits.map((one) => one.ours / one[side])), { at, better: 'lower' });
  return [
    ratio('220 M: mean time in the system, ParaDeck ÷ round robin', 'roundRobin', 0.35),
    ratio('220 M: mean time in the system, ParaDeck ÷ least_conn', 'leastConn', 0.6),
  ];
}

import { expect, test } from 'vitest';
import { createRandom } from '../seededRandom.ts';
import { firstCap } from './batchCap.ts';
import { simulateFleet } from './fleetSimulation.ts';
import { batchCostS, packBatches } from './pack.ts';
import { drawLengths, drawLogNormal, makeJob, makeSegments } from './sampleJobs.ts';
import type { SimulatedInstance, SimulatedJob } from './simulationStory.ts';

const isTorture = process.env['PARADECK_TORTURE'] === '1';
/** What a busy machine may take for the whole numbers. */
const longestMs = 600_000;
const instanceCount = 4;
/** Padded seconds a second of computing, of each. */
const limits = { paddedS: 300, speedX: 60 };

const instances = Array.from({ length: instanceCount }, (_, at): SimulatedInstance => {
  const cap = { ...firstCap(300), ...limits };
  return { id: `${at}`, modelKey: 'k', batchSizeS: 300, speedX: limits.speedX, memoryS: Infinity, cap };
});

/** A prediction that is up to 30 % wrong. */
const drawError = (random: () => number): number => 0.7 + 0.6 * random();

function drawJob(id: string, random: () => number): SimulatedJob {
  const lengths = drawLengths(random, Math.min(7_200, drawLogNormal(random, 90, 1.6)));
  const job = makeJob(id, lengths, { waiting: makeSegments(lengths, {}, 0.8) });
  return { job, guess: drawError(random), isInteractive: false, deadly: new Set(), hopeless: new Set() };
}

/** What an instance computes for these segments packed together, s. */
function computeS(segments: readonly { readonly seconds: number }[]): number {
  return packBatches(segments, limits).reduce(
    (sum, batch) => sum + batchCostS + (batch.length * (batch[0]?.seconds ?? 0)) / limits.speedX,
    0,
  );
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

interface WholeFile {
  readonly arrivedS: number;
  readonly serviceS: number;
}

/** Mean time in system where each file goes whole to the instance `choose` names; it answers one after the other. */
function serveWhole(
  files: readonly WholeFile[],
  choose: (ends: readonly number[][], at: number) => number,
): number {
  const ends = Array.from({ length: instanceCount }, (): number[] => []);
  const inSystemS = files.map(({ arrivedS, serviceS }, at) => {
    const open = ends.map((each) => each.filter((endS) => endS > arrivedS));
    const chosen = ends[choose(open, at)] ?? [];
    const endS = Math.max(arrivedS, chosen.at(-1) ?? 0) + serviceS;
    chosen.push(endS);
    return endS - arrivedS;
  });
  return meanOf(inSystemS);
}

const findLeast = (values: readonly number[]): number => values.indexOf(Math.min(...values));
/** One line for all: the instance that is free first. */
const fifo = (ends: readonly number[][]): number => findLeast(ends.map((each) => each.at(-1) ?? 0));
/** As nginx does by default, and with least_conn. */
const roundRobin = (_: readonly number[][], at: number): number => at % instanceCount;
const leastConn = (ends: readonly number[][]): number => findLeast(ends.map(({ length }) => length));

test(
  'a drop of 40 files is done about as soon as four instances can do it, with predictions 30 % wrong',
  () => {
    const ratios: number[] = [];
    for (let seed = 1; seed <= (isTorture ? 500 : 40); seed += 1) {
      const random = createRandom(seed);
      const jobs = Array.from({ length: 40 }, (_, at) => drawJob(`${at}`, random));
      const { makespanS, broken } = simulateFleet({
        instances,
        jobs,
        acts: [],
        noise: () => drawError(random),
      });
      expect(broken).toEqual([]);
      // Nobody can be sooner than all segments of all files in the best batches, on four instances that never idle.
      ratios.push(makespanS / (computeS(jobs.flatMap(({ job }) => job.waiting)) / instanceCount));
    }
    ratios.sort((a, b) => a - b);
    const p95 = ratios[Math.floor(0.95 * (ratios.length - 1))] ?? Infinity;
    process.stdout.write(
      `makespan over its lower bound: mean ${meanOf(ratios).toFixed(3)}, p95 ${p95.toFixed(3)}\n`,
    );
    expect(meanOf(ratios)).toBeLessThanOrEqual(1.05);
    expect(p95).toBeLessThanOrEqual(1.1);
  },
  longestMs,
);

test(
  'at 85 % load files are back in a fraction of what whole files would need on the same instances',
  () => {
    const means = {
      ours: [] as number[],
      fifo: [] as number[],
      leastConn: [] as number[],
      roundRobin: [] as number[],
    };
    let overtakes = 0;
    for (let seed = 1; seed <= (isTorture ? 40 : 4); seed += 1) {
      const random = createRandom(seed * 7_919);
      const drawn = Array.from({ length: 600 }, (_, at) => drawJob(`${at}`, random));
      const services = drawn.map(({ job }) => computeS(job.waiting));
      const betweenS = meanOf(services) / instanceCount / 0.85;
      let arrivedS = 0;
      const jobs = drawn.map((each) => {
        arrivedS += -Math.log(1 - random()) * betweenS;
        return { ...each, job: { ...each.job, arrivedS } };
      });
      const ours = simulateFleet({ instances, jobs, acts: [], noise: () => drawError(random) });
      expect(ours.broken).toEqual([]);
      overtakes += ours.overtakes;
      means.ours.push(meanOf(ours.jobs.map((job) => job.endS - job.arrivedS)));
      const files = jobs.map(({ job }, at) => ({ arrivedS: job.arrivedS, serviceS: services[at] ?? 0 }));
      means.fifo.push(serveWhole(files, fifo));
      means.leastConn.push(serveWhole(files, leastConn));
      means.roundRobin.push(serveWhole(files, roundRobin));
    }
    const oursS = meanOf(means.ours);
    const over = (rival: readonly number[]): number => oursS / meanOf(rival);
    const [toFifo, toLeast, toRobin] = [over(means.fifo), over(means.leastConn), over(means.roundRobin)];
    process.stdout.write(
      `mean time in system at 85 % load: ${oursS.toFixed(1)} s; ${toFifo.toFixed(2)} of one line of whole files, ` +
        `${toLeast.toFixed(2)} of least_conn, ${toRobin.toFixed(2)} of round robin; ${overtakes} overtakes\n`,
    );
    expect(overtakes).toBe(0);
    expect(toFifo).toBeLessThanOrEqual(0.45);
    expect(toLeast).toBeLessThanOrEqual(0.6);
    expect(toRobin).toBeLessThanOrEqual(0.35);
  },
  longestMs,
);

/** Every `everyS` seconds somebody asks for the text of ten seconds or so. */
function drawRequests(
  random: () => number,
  { untilS, everyS }: { untilS: number; everyS: number },
): SimulatedJob[] {
  return Array.from({ length: Math.floor(untilS / everyS) }, (_, at) => {
    const lengths = drawLengths(random, 10);
    const waiting = makeSegments(lengths);
    const job = makeJob(`request ${at}`, lengths, { waiting, arrivedS: 1 + at * everyS });
    return { job, guess: drawError(random), isInteractive: true, deadly: new Set(), hopeless: new Set() };
  });
}

test(
  'requests are answered at once beside a drop of hundreds of files, and take its turn from no file for ever',
  () => {
    const random = createRandom(7);
    const drop = Array.from({ length: 300 }, (_, at) => drawJob(`${at}`, random));
    const requests = drawRequests(random, { untilS: 300, everyS: 3 });
    const noise = (): number => drawError(random);
    const { jobs, makespanS } = simulateFleet({ instances, jobs: [...drop, ...requests], acts: [], noise });
    const answered = jobs.filter(({ isInteractive }) => isInteractive).map((job) => job.endS - job.arrivedS);
    answered.sort((a, b) => a - b);
    const p95 = answered[Math.floor(0.95 * answered.length)] ?? Infinity;
    process.stdout.write(
      `requests beside a drop of ${Math.round(makespanS)} s: mean ${meanOf(answered).toFixed(1)} s, p95 ${p95.toFixed(1)} s\n`,
    );
    // Two batches of 1.5 s are the most that may be aboard already.
    expect(p95).toBeLessThanOrEqual(5);
    // More requests than the instances can do: what was dropped before them still gets its part.
    const flood = drawRequests(random, { untilS: 30, everyS: 0.03 });
    const lengths = drawLengths(random, 300);
    const job = makeJob('dropped', lengths, { waiting: makeSegments(lengths), arrivedS: 5 });
    const file = { ...(drop[0] as SimulatedJob), job };
    const flooded = simulateFleet({ instances, jobs: [file, ...flood], acts: [], noise });
    const [dropped] = flooded.jobs;
    process.stdout.write(
      `a file of 300 s under a flood of ${flooded.makespanS.toFixed(0)} s: ${dropped?.endS.toFixed(0)} s\n`,
    );
    expect(flooded.makespanS).toBeGreaterThan(40);
    expect(dropped?.endS).toBeLessThan(20);
  },
  longestMs,
);

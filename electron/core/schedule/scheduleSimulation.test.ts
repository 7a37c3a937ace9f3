import { expect, test } from 'vitest';
import { planBatch, rankJob } from './schedule.ts';
import type { ScheduledJob, Taker, WaitingSegment } from './schedule.ts';

/** Padded seconds a second of computing, of each of four instances. */
const speedX = 60;
const seeds = process.env['PARADECK_TORTURE'] ? 200 : 20;

function makeRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Log-normal by Box and Muller. */
function logNormal(random: () => number, median: number, sigma: number): number {
  const angle = Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * angle);
}

function makeJob(id: string, arrivedS: number, random: () => number): ScheduledJob {
  const waiting: WaitingSegment[] = [];
  const wholeS = Math.min(7_200, logNormal(random, 90, 1.6));
  for (let fromS = 0; fromS < wholeS;) {
    const seconds = Math.min(60, Math.max(0.3, logNormal(random, 5, 0.8)));
    waiting.push({ index: waiting.length, fromS, seconds, isAlone: false, retryOn: null, avoids: null });
    fromS += seconds + 0.8;
  }
  const remainingS = waiting.reduce((sum, { seconds }) => sum + seconds, 0);
  const frozen = {
    modelKey: 'k',
    modelId: 'm',
    instanceId: null,
    hotwords: [],
    isSuspect: false,
    aboard: 0,
    isPaused: false,
  };
  return { ...frozen, id, arrivedS, remainingS, waiting };
}

const rank = (job: ScheduledJob): number => rankJob({ ...job, putFirstS: null }, 4 * speedX);

interface Outcome {
  readonly makespanS: number;
  readonly computedS: number;
  /** From arrival to the last segment, s, by job. */
  readonly inSystemS: number[];
}

/** Four instances that take a batch whenever they are free; jobs come at their arrivals. */
function simulate(all: readonly ScheduledJob[]): Outcome {
  const takers = [0, 1, 2, 3].map((at): Taker => ({
    instanceId: `${at}`,
    modelKey: 'k',
    modelId: 'm',
    limits: { paddedS: 300, speedX },
  }));
  const freeAtS = takers.map(() => 0);
  const left = new Map(all.map((job) => [job.id, { ...job, endS: 0 }]));
  let computedS = 0;
  for (;;) {
    const at = freeAtS.indexOf(Math.min(...freeAtS));
    const nowS = freeAtS[at] ?? 0;
    const open = [...left.values()].filter(({ waiting }) => waiting.length > 0);
    if (open.length === 0) break;
    const here = open.filter(({ arrivedS }) => arrivedS <= nowS).sort((a, b) => rank(a) - rank(b));
    const batch = planBatch(takers[at] as Taker, here, takers);
    if (batch === null) {
      freeAtS[at] = Math.min(...open.map(({ arrivedS }) => Math.max(arrivedS, nowS + 0.001)));
      continue;
    }
    const tookS = (batch.length * Math.max(...batch.map(({ seconds }) => seconds))) / speedX;
    computedS += tookS;
    freeAtS[at] = nowS + tookS;
    for (const { jobId, index, seconds } of batch) {
      const job = left.get(jobId);
      if (!job) continue;
      const waiting = job.waiting.filter((segment) => segment.index !== index);
      const endS = Math.max(job.endS, nowS + tookS);
      left.set(jobId, { ...job, waiting, remainingS: job.remainingS - seconds, endS });
    }
  }
  const inSystemS = [...left.values()].map(({ endS, arrivedS }) => endS - arrivedS);
  return { makespanS: Math.max(...freeAtS), computedS, inSystemS };
}

test('a drop of 40 files is done about as soon as four instances can do it', () => {
  const ratios: number[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = makeRandom(seed);
    const { makespanS, computedS } = simulate(
      Array.from({ length: 40 }, (_, at) => makeJob(`${at}`, 0, random)),
    );
    ratios.push(makespanS / (computedS / 4));
  }
  ratios.sort((a, b) => a - b);
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / seeds;
  const p95 = ratios[Math.floor(0.95 * (seeds - 1))] ?? 0;
  process.stdout.write(`makespan over its bound: mean ${mean.toFixed(3)}, p95 ${p95.toFixed(3)}\n`);
  expect(mean).toBeLessThanOrEqual(1.05);
  expect(p95).toBeLessThanOrEqual(1.1);
});

test('under load files wait less than half as long as in the order they came', () => {
  const sums = { ours: 0, firstCome: 0 };
  for (let seed = 1; seed <= seeds; seed += 1) {
    const random = makeRandom(seed * 7_919);
    let atS = 0;
    const jobs = Array.from({ length: 200 }, (_, at) => {
      // Mean length 90 × e^(1.6² / 2), of which nine tenths are speech; load 0.85 of four instances less padding.
      atS += -Math.log(1 - random()) * ((90 * Math.exp(1.28)) / (4 * speedX * 0.85));
      return makeJob(`${at}`, atS, random);
    });
    sums.ours += meanOf(simulate(jobs).inSystemS);
    // In the order they came: nothing remains of any, so only arrival counts.
    sums.firstCome += meanOf(simulate(jobs.map((job) => ({ ...job, remainingS: 0 }))).inSystemS);
  }
  process.stdout.write(
    `mean time in system ${(sums.ours / seeds).toFixed(1)} s, first come ${(sums.firstCome / seeds).toFixed(1)} s\n`,
  );
  expect(sums.ours / sums.firstCome).toBeLessThanOrEqual(0.5);
});

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** What a soak's samples say: slopes after the warm-up, against the goals. */
import type { BenchOutcome, BenchRow } from '../outcome.ts';
import { judgeRatio } from '../outcome.ts';
import type { Sample } from './sampling.ts';
import { fitSlope } from './slope.ts';
import type { Point } from './slope.ts';
import type { Told } from './traffic.ts';

/** The first quarter fills caches, pools and the journal's free pages; more than half an hour it is not. */
const warmUpH = 0.5;

export function judgeSoak(samples: readonly Sample[], { counts }: Told): BenchOutcome {
  const lastH = samples.at(-1)?.h ?? 0;
  const after = samples.filter(({ h }) => h >= Math.min(warmUpH, lastH / 4));
  const host = judgeHost(after);
  const acts = [...counts.values()];
  const [done, failed] = [sum(acts.map((act) => act.done)), sum(acts.map((act) => act.failed))];
  const zombies = samples.filter(
    (sample, index) => sample.zombies > 0 && (samples[index - 1]?.zombies ?? 0) > 0,
  );
  return {
    rows: [
      row('after the warm-up', lastH - (after[0]?.h ?? 0), 'h'),
      row('things done', done),
      row('that failed', failed),
      row('processor time of host and workers', cpuShare(samples), '% of one core'),
      ...host.rows,
      ...workerRows(after),
      ...homeRows(after),
    ],
    ratios: [
      ...host.ratios,
      judgeRatio('zombies that stay for two samples', zombies.length, { at: 0, better: 'lower' }),
    ],
  };
}

function judgeHost(after: readonly Sample[]): BenchOutcome {
  const rss = pointsOf(after, ({ processes }) => processes[0]?.rssMiB);
  const descriptors = pointsOf(after, ({ processes }) => processes[0]?.descriptors);
  const timers = pointsOf(after, ({ held }) => held?.timers);
  const heap = pointsOf(after, ({ held }) => held?.heapMiB);
  const moved = (points: readonly Point[]): number => Math.abs(fitSlope(points).perH * spanH(points));
  return {
    rows: [
      ...slopeRows('host’s memory', rss, 'MiB'),
      ...slopeRows('host’s heap without garbage', heap, 'MiB'),
      ...slopeRows('host’s descriptors', descriptors, ''),
      ...slopeRows('host’s timers', timers, ''),
      ...slopeRows(
        'host’s threads',
        pointsOf(after, ({ processes }) => processes[0]?.threads),
        '',
      ),
    ],
    ratios: [
      judgeRatio('host’s memory, MiB an hour', fitSlope(rss).perH, { at: 1, better: 'lower' }),
      judgeRatio('host’s descriptors, moved by', moved(descriptors), { at: 5, better: 'lower' }),
      judgeRatio('host’s timers, moved by', moved(timers), { at: 5, better: 'lower' }),
    ],
  };
}

/** Each process that lived through all of it: the ones that were killed have no line. */
function workerRows(after: readonly Sample[]): readonly BenchRow[] {
  const lived = after[0]?.processes
    .slice(1)
    .filter(({ pid }) => after.every(({ processes }) => processes.some((one) => one.pid === pid)));
  return (lived ?? []).flatMap(({ pid, name }) => {
    const points = pointsOf(after, ({ processes }) => processes.find((one) => one.pid === pid)?.rssMiB);
    return slopeRows(`${name}’s memory`, points, 'MiB');
  });
}

function homeRows(after: readonly Sample[]): readonly BenchRow[] {
  const entries = [...new Set(after.flatMap(({ home }) => Object.keys(home)))].sort();
  return entries.flatMap((entry) =>
    slopeRows(
      `data home, ${entry}`,
      pointsOf(after, ({ home }) => home[entry] ?? 0),
      'KiB',
    ),
  );
}

function slopeRows(what: string, points: readonly Point[], unit: string): readonly BenchRow[] {
  const { perH, errorPerH } = fitSlope(points);
  const values = points.map(({ value }) => value);
  return [
    row(
      `${what}, first and most`,
      values[0] ?? Number.NaN,
      `… ${Math.max(...values).toPrecision(4)} ${unit}`,
    ),
    row(`${what}, an hour`, perH, `± ${errorPerH.toPrecision(2)} ${unit}/h`),
  ];
}

function pointsOf(samples: readonly Sample[], of: (sample: Sample) => number | undefined): readonly Point[] {
  return samples.flatMap((sample) => {
    const value = of(sample);
    return value === undefined ? [] : [{ h: sample.h, value }];
  });
}

function spanH(points: readonly Point[]): number {
  return (points.at(-1)?.h ?? 0) - (points[0]?.h ?? 0);
}

function cpuShare(samples: readonly Sample[]): number {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) return Number.NaN;
  return (100 * (last.cpuS - first.cpuS)) / ((last.h - first.h) * 3_600);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function row(what: string, value: number, unit = ''): BenchRow {
  return { what, value, unit };
}

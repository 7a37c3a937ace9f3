import type { UsageSample } from '../../electron/contract/machine.ts';
import type { Span } from './slices.ts';

/** Stretches of time a chart can show, ms. */
export const chartRanges = {
  '1min': 60_000,
  '10min': 600_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
} as const;
export type ChartRange = keyof typeof chartRanges;

/** Most points of a series, in a chart of its own and in one of several: more cannot be seen. */
const pointsShown = { whole: 120, half: 60 } as const;

/** Samples come no faster than this, ms. */
const finestMs = 1_000;

/** The stretch that ends with the newest sample; a history of minutes is not cut as coarsely as a day would be. */
export function planSpan(
  range: ChartRange,
  samples: readonly Pick<UsageSample, 'at'>[],
  isHalf = false,
): Span {
  const toMs = samples.at(-1)?.at ?? 0;
  const rangeMs = chartRanges[range];
  const count = countPoints(isHalf);
  const heldMs = Math.min(rangeMs, toMs - (samples[0]?.at ?? toMs));
  let sliceMs = rangeMs / count;
  while (sliceMs > finestMs && heldMs <= (sliceMs / 2) * count) sliceMs /= 2;
  return { fromMs: toMs - rangeMs, toMs, sliceMs };
}

/** A chart of a day, too, ends about now, ms. */
const longestPeriodMs = 10_000;

/** How often a chart is drawn again, ms: when it has a new point, at most once a second, or every other one beside others. */
export function planPeriodMs(range: ChartRange, isHalf = false): number {
  const pointMs = chartRanges[range] / countPoints(isHalf);
  return Math.min(longestPeriodMs, Math.max(isHalf ? 2_000 : 1_000, pointMs));
}

function countPoints(isHalf: boolean): number {
  return isHalf ? pointsShown.half : pointsShown.whole;
}

/** Stretches of time a chart can show, ms. */
export const chartRanges = {
  '1min': 60_000,
  '10min': 600_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
} as const;
export type ChartRange = keyof typeof chartRanges;

/** Most points of a series, in a chart of its own and in one of several: more cannot be seen and costs time. */
const pointsShown = { whole: 80, half: 40 } as const;

/** The stretch that ends with the newest sample. */
export function planSpan(range: ChartRange, lastMs: number, isHalf = false) {
  const rangeMs = chartRanges[range];
  return { fromMs: lastMs - rangeMs, toMs: lastMs, count: countPoints(isHalf) };
}

/** How often a chart is worth drawing again, ms: when it has a new point, at most once a second, or every other one beside others. */
export function planPeriodMs(range: ChartRange, isHalf = false): number {
  return Math.max(isHalf ? 2_000 : 1_000, chartRanges[range] / countPoints(isHalf));
}

function countPoints(isHalf: boolean): number {
  return isHalf ? pointsShown.half : pointsShown.whole;
}

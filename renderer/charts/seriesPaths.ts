import type { ChartPlan } from './chartPlan.ts';

/** Where a chart's plot lies, px from the top left of its drawing. */
export interface Plot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** What the plot stands for: ms since the epoch at its left and right end, and the value at its top; 0 is at its foot. */
export interface PlotScale {
  readonly fromMs: number;
  readonly toMs: number;
  readonly top: number;
}

/** A series as the `d` of SVG paths: its upper edge, and for an area what is between that and the area below. */
export interface SeriesPath {
  readonly edge: string;
  readonly fill: string | null;
}

/**
 * The series of a plan in their order, areas stacked. Where a series is unknown its path breaks, and what is stacked
 * above rests on what is below.
 */
export function renderPaths(
  { series, points }: Pick<ChartPlan, 'series' | 'points'>,
  { fromMs, toMs, top }: PlotScale,
  plot: Plot,
): readonly SeriesPath[] {
  const xs = points.map(({ at }) => round(plot.x + ((at - fromMs) / (toMs - fromMs)) * plot.width));
  const renderRun = (places: readonly number[], heights: readonly (number | null)[]) =>
    places
      .map((place) => {
        const y = plot.y + plot.height * (1 - (heights[place] ?? 0) / top);
        return `${xs[place]} ${round(y)}`;
      })
      .join('L');
  let floors: readonly number[] = points.map(() => 0);
  return series.map(({ kind }, index) => {
    const isArea = kind === 'area';
    const heights = points.map(({ values }, place) => {
      const value = values[index] ?? null;
      return value === null || !isArea ? value : value + (floors[place] ?? 0);
    });
    const under = floors;
    if (isArea) floors = under.map((floor, place) => heights[place] ?? floor);
    const runs = findRuns(heights);
    const edges = runs.map((run) => `M${renderRun(run, heights)}`);
    const fills = runs.map((run, at) => `${edges[at]}L${renderRun(run.toReversed(), under)}Z`);
    return { edge: edges.join(''), fill: isArea ? fills.join('') : null };
  });
}

/** The highest place a plan reaches: its lines, and its areas on top of each other. */
export function findHighest({ series, points }: Pick<ChartPlan, 'series' | 'points'>): number {
  const reached = points.map(({ values }) => {
    const of = (kind: 'area' | 'line') => values.filter((_, index) => series[index]?.kind === kind);
    const stack = of('area').reduce<number>((sum, value) => sum + (value ?? 0), 0);
    return Math.max(stack, ...of('line').map((value) => value ?? 0));
  });
  return Math.max(0, ...reached);
}

/** The places of each stretch in which a height is known. */
function findRuns(heights: readonly (number | null)[]): readonly (readonly number[])[] {
  const runs: number[][] = [];
  for (const [place, height] of heights.entries()) {
    if (height === null) continue;
    const last = runs.at(-1);
    if (last?.at(-1) === place - 1) last.push(place);
    else runs.push([place]);
  }
  return runs;
}

/** A tenth of a pixel is more than can be seen. */
function round(px: number): number {
  return Math.round(px * 10) / 10;
}

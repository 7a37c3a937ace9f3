import type { FleetMark } from '../../electron/contract/machine.ts';
import type { ChartPoint } from './chartPlan.ts';

/** Rows enough to see how it went; the chart has more. */
const rowsShown = 30;

/** A point of the chart with what happened since the row before it. */
export interface TableRow extends ChartPoint {
  readonly marks: readonly FleetMark[];
}

/** Every so many points as a row, newest first; no mark is left out. */
export function planRows(points: readonly ChartPoint[], marks: readonly FleetMark[]): readonly TableRow[] {
  const step = Math.max(1, Math.ceil(points.length / rowsShown));
  const newestFirst = points.toReversed().filter((_, index) => index % step === 0);
  return newestFirst.map((point, index) => {
    const sinceMs = newestFirst[index + 1]?.at ?? -Infinity;
    const untilMs = index === 0 ? Infinity : point.at;
    return { ...point, marks: marks.filter(({ at }) => at > sinceMs && at <= untilMs) };
  });
}

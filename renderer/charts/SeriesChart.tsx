import { memo, useMemo } from 'react';
import { ChartAxes } from './ChartAxes.tsx';
import type { ChartPlan } from './chartPlan.ts';
import { planAxisTop } from './chartFigures.ts';
import { DrawnContext } from './drawn.ts';

export interface SeriesChartProps {
  readonly plan: ChartPlan;
  /** ms since the epoch of the left and the right end. */
  readonly fromMs: number;
  readonly toMs: number;
}

/** Areas stacked, lines on top, what there is at most as a line across. Unknown stretches stay empty. */
export const SeriesChart = memo(function SeriesChart({ plan, fromMs, toMs }: SeriesChartProps) {
  const top = useMemo(() => planAxisTop(plan), [plan]);
  const drawn = useMemo(() => ({ plan, fromMs, toMs, top }), [plan, fromMs, toMs, top]);
  return (
    <DrawnContext value={drawn}>
      <ChartAxes top={top} unit={plan.unit} limit={plan.limit} />
    </DrawnContext>
  );
});

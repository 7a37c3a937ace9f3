import {
  Area,
  CartesianGrid,
  ComposedChart,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { memo } from 'react';
import { renderTimeOfDay } from '../figures/figures.ts';
import { useLanguage } from '../texts/useTexts.ts';
import type { ChartPlan, ChartPoint, ChartSeries } from './chartPlan.ts';
import { planTop, renderTick } from './chartFigures.ts';
import { ChartTip } from './ChartTip.tsx';
import { plotMargin } from './plotMargin.ts';

export interface SeriesChartProps {
  readonly plan: ChartPlan;
  /** ms since the epoch of the left and the right end. */
  readonly fromMs: number;
  readonly toMs: number;
}

const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-dim)', fontSize: 11 },
  tickLine: false,
} as const;

/** Areas stacked, lines on top, what there is at most as a line across. Unknown stretches stay empty. */
export const SeriesChart = memo(function SeriesChart({ plan, fromMs, toMs }: SeriesChartProps) {
  const language = useLanguage();
  const { unit, limit, series, points } = plan;
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart
        data={[...points]}
        margin={{ top: plotMargin.topPx, right: plotMargin.rightPx, bottom: 0, left: 0 }}
        accessibilityLayer={false}
      >
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          {...axis}
          dataKey="at"
          type="number"
          domain={[fromMs, toMs]}
          tickCount={5}
          minTickGap={50}
          tickFormatter={(at: number) => renderTimeOfDay(at, language)}
        />
        <YAxis
          {...axis}
          axisLine={false}
          width={plotMargin.leftPx}
          tickCount={4}
          domain={[0, limit === null ? planTop : Math.ceil(limit)]}
          tickFormatter={(value: number) => renderTick(value, unit)}
        />
        <Tooltip
          isAnimationActive={false}
          wrapperStyle={{ zIndex: 5 }}
          content={({ active, payload }) => {
            const point = payload[0]?.payload as ChartPoint | undefined;
            return active && point ? <ChartTip plan={plan} point={point} /> : null;
          }}
        />
        {series.map((one, index) => drawSeries(one, index))}
        {limit !== null && <ReferenceLine y={limit} stroke="var(--line-strong)" strokeDasharray="4 3" />}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

const readers: ((point: ChartPoint) => number | null | undefined)[] = [];

/** The same function at each drawing: recharts plans a series anew whose function is another. */
function readerOf(index: number) {
  return (readers[index] ??= (point: ChartPoint) => point.values[index]);
}

// A line is an area without a fill: recharts' own Line has the browser measure its path at every drawing.
function drawSeries(one: ChartSeries, index: number) {
  const shared = {
    name: one.name,
    dataKey: readerOf(index),
    stroke: one.colour,
    isAnimationActive: false,
    dot: false,
  } as const;
  return one.kind === 'area' ? (
    <Area {...shared} key={one.key} stackId="parts" fill={one.colour} fillOpacity={0.7} strokeWidth={1} />
  ) : (
    <Area
      {...shared}
      key={one.key}
      fill="none"
      strokeWidth={1.5}
      strokeDasharray={one.isDashed ? '4 3' : '0'}
    />
  );
}

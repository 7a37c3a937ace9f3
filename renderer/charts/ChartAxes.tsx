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
import type { XAxisTickContentProps } from 'recharts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { useLanguage } from '../texts/useTexts.ts';
import { planTicks, renderTick } from './chartFigures.ts';
import type { ChartPlan } from './chartPlan.ts';
import { ChartTip } from './ChartTip.tsx';
import { useDrawn } from './drawn.ts';
import { plotMargin } from './plotMargin.ts';
import { SeriesPaths } from './SeriesPaths.tsx';

export type ChartAxesProps = Pick<ChartPlan, 'unit' | 'limit'> & { readonly top: number };

const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-dim)', fontSize: 11 },
  tickLine: false,
  allowDataOverflow: true,
} as const;
const margin = { top: plotMargin.topPx, right: plotMargin.rightPx, bottom: 0, left: 0 };

/** The axis of time is the width from 0 to 1, so that recharts draws it once; the ticks say what time that is now. */
const width = [0, 1];
const tickPlaces = [0, 0.25, 0.5, 0.75, 1];
/** For recharts to measure: every time of day is as wide. */
const renderTickWidth = () => '00:00:00';
/** Where a pointer can stand: finer than the points of any series. */
const pointable = Array.from({ length: 121 }, (_, index) => ({ share: index / 120 }));
const readFoot = () => 0;

/**
 * What stands still in a chart, drawn by recharts: axes, grid, limit, and the tip that follows a pointer. Drawing it
 * again with every sample would cost the page 20 ms a chart; what moves takes its place from the context.
 */
export const ChartAxes = memo(function ChartAxes({ top, unit, limit }: ChartAxesProps) {
  return (
    <ResponsiveContainer width="100%" height="100%">
      <ComposedChart data={pointable} margin={margin} accessibilityLayer={false}>
        <CartesianGrid stroke="var(--line)" vertical={false} />
        <XAxis
          {...axis}
          dataKey="share"
          type="number"
          domain={width}
          ticks={tickPlaces}
          tick={TimeTick}
          minTickGap={12}
          tickFormatter={renderTickWidth}
        />
        <YAxis
          {...axis}
          axisLine={false}
          width={plotMargin.leftPx}
          tickCount={4}
          ticks={planTicks(top)}
          domain={[0, top]}
          tickFormatter={(value: number) => renderTick(value, unit)}
        />
        <Tooltip
          isAnimationActive={false}
          wrapperStyle={{ zIndex: 5 }}
          content={({ active, label }) => (active ? <ChartTip share={Number(label)} /> : null)}
        />
        <SeriesPaths />
        {/* recharts shows a tip only where it has a series of its own to point at. */}
        <Area dataKey={readFoot} stroke="none" fill="none" activeDot={false} isAnimationActive={false} />
        {limit !== null && <ReferenceLine y={limit} stroke="var(--line-strong)" strokeDasharray="4 3" />}
      </ComposedChart>
    </ResponsiveContainer>
  );
});

function TimeTick({ x, y, payload }: XAxisTickContentProps) {
  const language = useLanguage();
  const { fromMs, toMs } = useDrawn();
  const at = fromMs + Number(payload.value) * (toMs - fromMs);
  return (
    <text x={x} y={y} dy="0.71em" textAnchor="middle" fontSize={axis.tick.fontSize} fill={axis.tick.fill}>
      {renderTimeOfDay(at, language)}
    </text>
  );
}

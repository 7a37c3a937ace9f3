import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import type { InstanceSpec } from '../../electron/contract/instance.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { instanceColour } from '../look/colours.ts';
import type { Texts } from '../texts/en.ts';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import type { MemoryPoint } from './memoryPoints.ts';

export interface MemoryChartProps {
  readonly points: readonly MemoryPoint[];
  readonly specs: readonly InstanceSpec[];
  /** The whole box, with its total; else one instance alone. */
  readonly isBox: boolean;
  readonly title: string;
  readonly rangeMs: number;
}

const shortestMs = 60_000;
const still = { isAnimationActive: false, dot: false } as const;
const axis = {
  stroke: 'var(--line-strong)',
  tick: { fill: 'var(--text-dim)', fontSize: 11 },
  tickLine: false,
} as const;

/** What is stacked: the host, the speech finders, and each instance in its colour. */
function planAreas({ specs, isBox, t }: Pick<MemoryChartProps, 'specs' | 'isBox'> & { readonly t: Texts }) {
  const box = [
    {
      name: t.chart.host,
      dataKey: (point: MemoryPoint) => point.host,
      stroke: 'none',
      fill: 'var(--chart-host)',
    },
    {
      name: t.chart.fronts,
      dataKey: (point: MemoryPoint) => point.fronts,
      stroke: 'none',
      fill: 'var(--chart-fronts)',
    },
  ];
  const instances = specs.map((spec, index) => ({
    name: spec.name,
    dataKey: (point: MemoryPoint) => point.instances[index],
    stroke: instanceColour(spec.colour),
    fill: instanceColour(spec.colour),
    fillOpacity: isBox ? 0.75 : 0.2,
  }));
  return isBox ? [...box, ...instances] : instances;
}

/** GiB over time: ours stacked, everything in use as a line, the total as a limit. */
export function MemoryChart({ points, specs, isBox, title, rangeMs }: MemoryChartProps) {
  const t = useTexts();
  const language = useLanguage();
  const total = points.findLast((point) => point.total !== null)?.total ?? null;
  const last = points.at(-1)?.at ?? 0;
  // A short history fills the width instead of a corner, but never less than a minute.
  const first = Math.max(last - rangeMs, Math.min(points[0]?.at ?? last, last - shortestMs));
  return (
    <div className="chart-place" role="img" aria-label={title}>
      <ResponsiveContainer width="100%" height="100%">
        <ComposedChart
          data={[...points]}
          margin={{ top: 8, right: 34, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <CartesianGrid stroke="var(--line)" vertical={false} />
          <XAxis
            {...axis}
            dataKey="at"
            type="number"
            domain={[first, last]}
            tickCount={5}
            minTickGap={50}
            tickFormatter={(at: number) => renderTimeOfDay(at, language)}
          />
          <YAxis
            {...axis}
            axisLine={false}
            width={64}
            tickCount={4}
            domain={
              isBox && total !== null
                ? [0, Math.ceil(total)]
                : [0, (top: number) => Math.max(0.25, top * 1.2)]
            }
            tickFormatter={(value: number) => `${value.toFixed(isBox ? 0 : 2)} GiB`}
          />
          <Tooltip
            isAnimationActive={false}
            contentStyle={{
              background: 'var(--surface)',
              border: '1px solid var(--line-strong)',
              borderRadius: 6,
            }}
            labelFormatter={(at) => renderTimeOfDay(Number(at), language)}
            formatter={(value) => `${Number(value).toFixed(2)} GiB`}
          />
          {planAreas({ specs, isBox, t }).map((area) => (
            <Area {...still} {...area} key={area.name} stackId="ours" />
          ))}
          {isBox && (
            <Line {...still} dataKey="used" name={t.chart.used} stroke="var(--text-dim)" strokeWidth={1.5} />
          )}
          {isBox && total !== null && (
            <ReferenceLine y={total} stroke="var(--line-strong)" strokeDasharray="4 3" />
          )}
        </ComposedChart>
      </ResponsiveContainer>
    </div>
  );
}

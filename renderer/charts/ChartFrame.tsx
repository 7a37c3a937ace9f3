import { lazy, memo, Suspense, useMemo } from 'react';
import type { FleetMark } from '../../electron/contract/machine.ts';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useTexts } from '../texts/useTexts.ts';
import { groupMarks } from './chartMarks.ts';
import { ChartMarks } from './ChartMarks.tsx';
import type { ChartPlan } from './chartPlan.ts';
import { SeriesTable } from './SeriesTable.tsx';

const SeriesChart = lazy(() =>
  import('./SeriesChart.tsx').then((module) => ({ default: module.SeriesChart })),
);

export interface ChartFrameProps {
  readonly plan: ChartPlan;
  /** Those that belong on this chart and fall into its time. */
  readonly marks: readonly FleetMark[];
  readonly names: ReadonlyMap<string, string>;
  readonly title: string;
  readonly rangeMs: number;
  /** ms since the epoch of the newest sample. */
  readonly toMs: number;
  readonly view: 'chart' | 'table';
  /** It shares its row with another chart. */
  readonly isHalf?: boolean;
}

const shortestMs = 60_000;

/** One chart with its marks and legend, or the table of the same figures. */
export const ChartFrame = memo(function ChartFrame(props: ChartFrameProps) {
  const { plan, marks, names, title, rangeMs, toMs, view, isHalf } = props;
  const t = useTexts();
  const isKnown = plan.points.some(({ values }) => values.some((value) => value !== null));
  // A short history fills the width instead of a corner, but never less than a minute.
  const fromMs = Math.max(toMs - rangeMs, Math.min(plan.points[0]?.at ?? toMs, toMs - shortestMs));
  const groups = useMemo(
    () =>
      groupMarks(
        marks.filter(({ at }) => at >= fromMs),
        { fromMs, toMs, room: isHalf ? 12 : 32 },
      ),
    [marks, fromMs, toMs, isHalf],
  );
  if (view === 'table') return <SeriesTable {...{ plan, marks, names, title }} />;
  if (plan.points.length < 2 || !isKnown) {
    return (
      <div className="chart-none">
        <EmptyHint title={t.chart.empty} />
      </div>
    );
  }
  return (
    <div className="chart-frame">
      <div className="chart-place" role="img" aria-label={title}>
        <Suspense fallback={null}>
          <SeriesChart plan={plan} fromMs={fromMs} toMs={toMs} />
        </Suspense>
      </div>
      {groups.length > 0 && <ChartMarks {...{ groups, fromMs, toMs, names }} />}
      {plan.series.length > 1 && <Legend plan={plan} />}
    </div>
  );
});

function Legend({ plan }: { readonly plan: ChartPlan }) {
  return (
    <ul className="legend">
      {plan.series.map(({ key, name, kind, colour, isDashed }) => (
        <li key={key}>
          {kind === 'area' ? (
            <span className="dot" style={{ background: colour }} aria-hidden="true" />
          ) : (
            <span className="legend-line" data-dashed={isDashed || undefined} aria-hidden="true" />
          )}
          <span className="one-line">{name}</span>
        </li>
      ))}
    </ul>
  );
}

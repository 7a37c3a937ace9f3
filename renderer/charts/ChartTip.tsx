import { renderTimeOfDay } from '../figures/figures.ts';
import { useLanguage } from '../texts/useTexts.ts';
import { renderValue } from './chartFigures.ts';
import type { ChartPlan, ChartPoint } from './chartPlan.ts';

/** The values of a chart at the moment pointed at, the topmost first, as they are stacked. */
export function ChartTip({ plan, point }: { readonly plan: ChartPlan; readonly point: ChartPoint }) {
  const language = useLanguage();
  const rows = plan.series.map((series, index) => ({ series, value: point.values[index] ?? null }));
  return (
    <div className="chart-tip">
      <p className="dim">{renderTimeOfDay(point.at, language)}</p>
      {rows.toReversed().map(({ series, value }) =>
        value === null ? null : (
          <p key={series.key} className="row">
            <span className="dot" style={{ background: series.colour }} aria-hidden="true" />
            <span className="spread one-line">{series.name}</span>
            <span>{renderValue(value, plan.unit)}</span>
          </p>
        ),
      )}
    </div>
  );
}

import { renderTimeOfDay } from '../figures/figures.ts';
import { useLanguage } from '../texts/useTexts.ts';
import { renderValue } from './chartFigures.ts';
import { findNearest } from './chartPlan.ts';
import { useDrawn } from './drawn.ts';

/** The values of a chart at the point nearest to a share of its width, the topmost first, as they are stacked. */
export function ChartTip({ share }: { readonly share: number }) {
  const language = useLanguage();
  const { plan, fromMs, toMs } = useDrawn();
  const point = findNearest(plan.points, fromMs + share * (toMs - fromMs));
  if (!point) return null;
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

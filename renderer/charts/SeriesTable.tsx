import { renderTimeOfDay } from '../figures/figures.ts';
import { Figure } from '../parts/Figure.tsx';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import type { FleetMark } from '../../electron/contract/machine.ts';
import { renderMark } from './ChartMarks.tsx';
import { renderValue } from './chartFigures.ts';
import type { ChartPlan } from './chartPlan.ts';
import { planRows } from './tableRows.ts';

export interface SeriesTableProps {
  readonly plan: ChartPlan;
  readonly marks: readonly FleetMark[];
  readonly names: ReadonlyMap<string, string>;
  readonly title: string;
}

/** The figures and events of a chart, newest first, for those who read rather than look. */
export function SeriesTable({ plan, marks, names, title }: SeriesTableProps) {
  const t = useTexts();
  const language = useLanguage();
  return (
    <div className="memory-table" tabIndex={0} role="region" aria-label={`${title}: ${t.chart.asTable}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.chart.time}</th>
            {plan.series.map(({ key, name }) => (
              <th scope="col" key={key} className="number">
                {name}
              </th>
            ))}
            <th scope="col">{t.chart.events}</th>
          </tr>
        </thead>
        <tbody>
          {planRows(plan.points, marks).map((row) => (
            <tr key={row.at}>
              <th scope="row">{renderTimeOfDay(row.at, language)}</th>
              {plan.series.map(({ key }, index) => {
                const value = row.values[index] ?? null;
                return (
                  <td key={key} className="number">
                    <Figure value={value === null ? null : renderValue(value, plan.unit)} />
                  </td>
                );
              })}
              <td>{row.marks.map((mark) => renderMark(mark, names, t)).join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

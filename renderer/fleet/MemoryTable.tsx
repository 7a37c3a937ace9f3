import type { InstanceSpec } from '../../electron/contract/instance.ts';
import { renderTimeOfDay } from '../figures/figures.ts';
import { Figure } from '../parts/Figure.tsx';
import { useLanguage, useTexts } from '../texts/useTexts.ts';
import type { MemoryPoint } from './memoryPoints.ts';

export interface MemoryTableProps {
  readonly points: readonly MemoryPoint[];
  readonly specs: readonly InstanceSpec[];
  readonly isBox: boolean;
}

/** Rows enough to see how it went; the chart has more. */
const rowsShown = 30;

/** The figures of the chart, newest first, for those who read rather than look. */
export function MemoryTable({ points, specs, isBox }: MemoryTableProps) {
  const t = useTexts();
  const language = useLanguage();
  const step = Math.max(1, Math.ceil(points.length / rowsShown));
  const rows = points.toReversed().filter((_, index) => index % step === 0);
  const boxHeads = isBox ? [t.chart.used, t.chart.total, t.chart.host, t.chart.fronts] : [];
  const heads = [...boxHeads, ...specs.map((spec) => spec.name)];
  return (
    <div className="memory-table" tabIndex={0} role="region" aria-label={t.chart.asTable}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t.chart.time}</th>
            {heads.map((head, index) => (
              <th scope="col" key={index} className="number">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((point) => (
            <tr key={point.at}>
              <th scope="row">{renderTimeOfDay(point.at, language)}</th>
              {[
                ...(isBox ? [point.used, point.total, point.host, point.fronts] : []),
                ...point.instances,
              ].map((value, index) => (
                <td key={index} className="number">
                  <Figure value={value === null ? null : `${value.toFixed(2)} GiB`} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

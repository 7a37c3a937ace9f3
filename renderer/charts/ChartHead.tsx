import { NativeSelect, SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '../texts/useTexts.ts';
import { chartRanges, type ChartRange } from './ranges.ts';

export type ChartLook = 'chart' | 'table';

export interface ChartHeadProps {
  readonly title: string;
  readonly range: ChartRange;
  readonly look: ChartLook;
  onRange(range: ChartRange): void;
  onLook(look: ChartLook): void;
  /** Choices of this chart only. */
  readonly children?: ReactNode;
}

const ranges = Object.keys(chartRanges) as ChartRange[];

/** The title of a chart with what can be chosen: the stretch of time, and chart or table. */
export function ChartHead({ title, range, look, onRange, onLook, children }: ChartHeadProps) {
  const t = useTexts();
  return (
    <div className="card-head chart-head">
      <h2 className="one-line chart-title">{title}</h2>
      {children}
      <NativeSelect
        aria-label={t.chart.window}
        value={range}
        onChange={(event) => onRange(event.currentTarget.value as ChartRange)}
        data={ranges.map((value) => ({ value, label: t.chart.windows[value] }))}
      />
      <SegmentedControl
        aria-label={t.chart.view}
        value={look}
        onChange={(value) => onLook(value as ChartLook)}
        data={[
          { value: 'chart', label: t.chart.asChart },
          { value: 'table', label: t.chart.asTable },
        ]}
      />
    </div>
  );
}

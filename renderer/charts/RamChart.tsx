import { memo, useMemo } from 'react';
import type { PlacedInstance } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { ChartLook } from './ChartHead.tsx';
import { ChartFrame } from './ChartFrame.tsx';
import { filterMarks, type EventChoice } from './chartMarks.ts';
import { planRam } from './chartPlan.ts';
import { chartRanges, planPeriodMs, planSpan, type ChartRange } from './ranges.ts';
import { useInstanceNames, useSeriesNames } from './useChartNames.ts';
import { useSlowUsage } from './useSlowUsage.ts';

export interface RamChartProps {
  readonly range: ChartRange;
  readonly look: ChartLook;
  readonly events: EventChoice;
  readonly instances: readonly PlacedInstance[];
  readonly isShown: boolean;
}

/** The box's memory over time, each worker's share in its instance's colour. */
export const RamChart = memo(function RamChart(props: RamChartProps) {
  const { range, look, events, instances, isShown } = props;
  const t = useTexts();
  const names = useSeriesNames();
  const instanceNames = useInstanceNames(instances);
  const { usage, marks } = useSlowUsage(planPeriodMs(range), isShown);
  const toMs = usage.at(-1)?.at ?? 0;
  const plan = useMemo(
    () => planRam({ samples: usage, span: planSpan(range, usage), names, instances }),
    [usage, range, names, instances],
  );
  const shownMarks = useMemo(
    () =>
      filterMarks(marks, {
        fromMs: toMs - chartRanges[range],
        toMs,
        gpuUuid: null,
        instanceIds: typeof events === 'string' ? null : [events.instanceId],
      }),
    [marks, toMs, range, events],
  );
  return (
    <div className="history-one">
      <ChartFrame
        {...{ plan, toMs }}
        marks={events === 'none' ? [] : shownMarks}
        names={instanceNames}
        title={t.chart.title}
        rangeMs={chartRanges[range]}
        view={look}
      />
    </div>
  );
});

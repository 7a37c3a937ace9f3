import { useDocumentVisibility, useInViewport } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { useHistoryWanted } from '../state/panel.ts';
import { usePlaced } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { ChartFrame } from './ChartFrame.tsx';
import { ChartHead, type ChartLook } from './ChartHead.tsx';
import { filterMarks } from './chartMarks.ts';
import { planOwn } from './chartPlan.ts';
import { chartRanges, planPeriodMs, planSpan, type ChartRange } from './ranges.ts';
import { useInstanceNames, useSeriesNames } from './useChartNames.ts';
import { useSlowUsage } from './useSlowUsage.ts';

/** One instance's memory over time, on its card and in the box, with what happened to it. */
export function OwnHistory({ id }: { readonly id: string }) {
  const t = useTexts();
  const { ref, inViewport } = useInViewport();
  const isShown = useDocumentVisibility() === 'visible' && inViewport;
  const [range, setRange] = useState<ChartRange>('10min');
  const [look, setLook] = useState<ChartLook>('chart');
  useHistoryWanted(chartRanges[range]);
  const instances = usePlaced();
  const names = useSeriesNames();
  const instanceNames = useInstanceNames(instances);
  const { usage, marks } = useSlowUsage(planPeriodMs(range), isShown);
  const toMs = usage.at(-1)?.at ?? 0;
  const instance = instances.find((one) => one.id === id);
  const plan = useMemo(
    () => instance && planOwn({ samples: usage, span: planSpan(range, usage), names }, instance),
    [usage, range, names, instance],
  );
  const shownMarks = useMemo(() => {
    const span = { fromMs: toMs - chartRanges[range], toMs };
    return filterMarks(marks, { ...span, gpuUuid: null, instanceIds: [id] }).filter(
      (mark) => mark.instanceId !== null,
    );
  }, [marks, toMs, range, id]);
  if (!instance || !plan) return null;
  const title = t.chart.instanceTitle(instance);
  return (
    <section className="card history" aria-label={title}>
      <ChartHead title={title} {...{ range, look }} onRange={setRange} onLook={setLook} />
      <div ref={ref} className="history-body" data-count={1}>
        <div className="history-one">
          <ChartFrame
            {...{ plan, toMs, title }}
            marks={shownMarks}
            names={instanceNames}
            rangeMs={chartRanges[range]}
            view={look}
          />
        </div>
      </div>
    </section>
  );
}

import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useDocumentVisibility, useInViewport } from '@mantine/hooks';
import { lazy, memo, Suspense, useState } from 'react';
import type { InstanceView } from '../../electron/contract/instance.ts';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { Dot } from '../parts/Dot.tsx';
import { EmptyHint } from '../parts/EmptyHint.tsx';
import { useHost, useUsage } from '../state/panel.ts';
import { useTexts } from '../texts/useTexts.ts';
import { chartWindows, planPoints, type ChartWindow } from './memoryPoints.ts';
import { MemoryTable } from './MemoryTable.tsx';

const MemoryChart = lazy(() =>
  import('./MemoryChart.tsx').then((module) => ({ default: module.MemoryChart })),
);

export interface MemoryCardProps {
  readonly title: string;
  /** One instance only; null: the whole box. */
  readonly instanceId: string | null;
}

const windows = Object.keys(chartWindows) as ChartWindow[];

/** Memory over time as a chart or as a table of the same figures. Drawn only while it can be seen. */
export function MemoryCard({ title, instanceId }: MemoryCardProps) {
  const t = useTexts();
  const { ref, inViewport } = useInViewport();
  const isShown = useDocumentVisibility() === 'visible' && inViewport;
  const samples = useUsage();
  const instances = useHost((state) => state.instances) ?? [];
  const [range, setRange] = useState<ChartWindow>('10min');
  const [view, setView] = useState<'chart' | 'table'>('chart');
  return (
    <section className="card memory-card" aria-label={title}>
      <div className="card-head">
        <h2 className="spread one-line">{title}</h2>
        <NativeSelect
          aria-label={t.chart.window}
          className="chart-window"
          value={range}
          onChange={(event) => setRange(event.currentTarget.value as ChartWindow)}
          data={windows.map((value) => ({ value, label: t.chart.windows[value] }))}
        />
        <SegmentedControl
          aria-label={t.chart.view}
          value={view}
          onChange={setView}
          data={[
            { value: 'chart', label: t.chart.asChart },
            { value: 'table', label: t.chart.asTable },
          ]}
        />
      </div>
      <div ref={ref} className="memory-body">
        <MemoryFigures {...{ isShown, samples, instances, range, view, instanceId, title }} />
      </div>
    </section>
  );
}

interface FiguresProps extends MemoryCardProps {
  readonly isShown: boolean;
  readonly samples: readonly UsageSample[];
  readonly instances: readonly InstanceView[];
  readonly range: ChartWindow;
  readonly view: 'chart' | 'table';
}

// Out of sight it stands still: it costs nothing and keeps its height.
const MemoryFigures = memo(Figures, (_before, now) => !now.isShown);

function Figures({ samples, instances, range, view, instanceId, title }: FiguresProps) {
  const t = useTexts();
  const specs = instances
    .map(({ spec }) => spec)
    .filter((spec) => instanceId === null || spec.id === instanceId);
  const points = planPoints(
    samples,
    chartWindows[range],
    specs.map((spec) => spec.id),
  );
  const isBox = instanceId === null;
  if (points.length < 2) return <EmptyHint title={t.chart.empty} />;
  if (view === 'table') return <MemoryTable points={points} specs={specs} isBox={isBox} />;
  return (
    <>
      <Suspense fallback={<div className="chart-place" />}>
        <MemoryChart
          points={points}
          specs={specs}
          isBox={isBox}
          title={title}
          rangeMs={chartWindows[range]}
        />
      </Suspense>
      {isBox && (
        <ul className="legend">
          <li>
            <span className="legend-line" aria-hidden="true" />
            {t.chart.used}
          </li>
          {specs
            .filter((_, index) => points.some((point) => point.instances[index] != null))
            .map((spec) => (
              <li key={spec.id}>
                <Dot colour={spec.colour} />
                <span className="one-line">{spec.name}</span>
              </li>
            ))}
          <li>
            <span className="dot legend-fronts" aria-hidden="true" />
            {t.chart.fronts}
          </li>
          <li>
            <span className="dot legend-host" aria-hidden="true" />
            {t.chart.host}
          </li>
        </ul>
      )}
    </>
  );
}

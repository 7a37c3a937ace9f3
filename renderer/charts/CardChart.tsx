import { memo, useMemo } from 'react';
import { findCardUuid, type CardName, type PlacedInstance } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { ChartLook } from './ChartHead.tsx';
import { ChartFrame } from './ChartFrame.tsx';
import { filterMarks, type EventChoice } from './chartMarks.ts';
import { planFigure, planVram, type CardFigure } from './chartPlan.ts';
import { chartRanges, planPeriodMs, planSpan, type ChartRange } from './ranges.ts';
import { useInstanceNames, useSeriesNames } from './useChartNames.ts';
import { useSlowUsage } from './useSlowUsage.ts';

export interface CardChartProps {
  readonly card: CardName;
  readonly cards: readonly CardName[];
  readonly metric: 'vram' | CardFigure;
  readonly range: ChartRange;
  readonly look: ChartLook;
  readonly events: EventChoice;
  readonly instances: readonly PlacedInstance[];
  readonly isShown: boolean;
  readonly isHalf: boolean;
}

/** One card's memory or one of its figures over time. */
export const CardChart = memo(function CardChart(props: CardChartProps) {
  const { card, cards, metric, range, look, events, instances, isShown, isHalf } = props;
  const t = useTexts();
  const names = useSeriesNames();
  const instanceNames = useInstanceNames(instances);
  const { usage, marks } = useSlowUsage(planPeriodMs(range, isHalf), isShown);
  const toMs = usage.at(-1)?.at ?? 0;
  const own = useMemo(
    () => instances.filter((instance) => findCardUuid(instance, cards) === card.uuid),
    [instances, cards, card],
  );
  const plan = useMemo(() => {
    const span = planSpan(range, usage, isHalf);
    if (metric === 'vram') return planVram({ samples: usage, span, names, instances }, card.uuid);
    const figure = { uuid: card.uuid, figure: metric, name: t.chart.metrics[metric] };
    return planFigure({ samples: usage, span }, figure);
  }, [usage, range, isHalf, metric, card, instances, names, t]);
  const shownMarks = useMemo(
    () =>
      filterMarks(marks, {
        fromMs: toMs - chartRanges[range],
        toMs,
        gpuUuid: card.uuid,
        instanceIds: planIds(events, own),
      }),
    [marks, toMs, range, card, events, own],
  );
  const label = t.chart.cardTitle({
    metric: t.chart.metrics[metric],
    card: `${card.index ?? '?'} · ${card.name ?? card.uuid}`,
  });
  return (
    <div className="history-one">
      {cards.length > 1 && (
        <h3 className="small one-line">
          {card.index ?? '?'} <span className="dim">{card.name ?? card.uuid}</span>
        </h3>
      )}
      <ChartFrame
        {...{ plan, toMs, isHalf }}
        marks={events === 'none' ? [] : shownMarks}
        names={instanceNames}
        title={label}
        rangeMs={chartRanges[range]}
        view={look}
      />
    </div>
  );
});

function planIds(events: EventChoice, own: readonly PlacedInstance[]): readonly string[] {
  if (typeof events !== 'string') return [events.instanceId];
  return own.map(({ id }) => id);
}

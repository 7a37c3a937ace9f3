import { NativeSelect } from '@mantine/core';
import { useDocumentVisibility, useInViewport } from '@mantine/hooks';
import { memo, useState } from 'react';
import { shortenName } from '../cards/planDevice.ts';
import { shortenUuid } from '../cards/shortenUuid.ts';
import { useHistoryWanted } from '../state/panel.ts';
import { useCardNames, usePlaced, type CardName, type PlacedInstance } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import { CardChart } from './CardChart.tsx';
import type { EventChoice } from './chartMarks.ts';
import { ChartHead, type ChartLook } from './ChartHead.tsx';
import { RamChart } from './RamChart.tsx';
import { chartRanges, type ChartRange } from './ranges.ts';

const metrics = ['vram', 'utilisationPercent', 'temperatureC', 'powerW', 'ram'] as const;
type Metric = (typeof metrics)[number];

/** More charts than these at once are too small to read; a card is chosen instead. */
const chartsAtOnce = 2;

/** How the cards and the box went: one chart a card, or the box's memory where there is no card. Drawn only in sight. */
export const FleetHistory = memo(function FleetHistory() {
  const t = useTexts();
  const { ref, inViewport } = useInViewport();
  const isShown = useDocumentVisibility() === 'visible' && inViewport;
  const cards = useCardNames();
  const instances = usePlaced();
  const [asked, setAsked] = useState<Metric>('vram');
  const [cardUuid, setCard] = useState<string | null>(null);
  const [events, setEvents] = useState<EventChoice>('all');
  const [range, setRange] = useState<ChartRange>('10min');
  const [look, setLook] = useState<ChartLook>('chart');
  useHistoryWanted(chartRanges[range]);
  const metric = cards.length === 0 ? 'ram' : asked;
  const shown = pickCards(cards, cardUuid);
  const isSingle = metric === 'ram' || look === 'table';
  const shared = { range, look, events, instances, isShown };
  return (
    <section className="card history" aria-label={t.chart.history}>
      <ChartHead
        title={cards.length === 0 ? t.chart.title : t.chart.history}
        {...{ range, look }}
        onRange={setRange}
        onLook={setLook}
      >
        {cards.length > 0 && (
          <NativeSelect
            aria-label={t.chart.metric}
            value={metric}
            onChange={(event) => setAsked(event.currentTarget.value as Metric)}
            data={metrics.map((value) => ({ value, label: t.chart.metrics[value] }))}
          />
        )}
        {cards.length > 1 && metric !== 'ram' && (
          <CardChoice cards={cards} chosen={shown} onChoose={setCard} />
        )}
        <EventSelect events={events} instances={instances} onChoose={setEvents} />
      </ChartHead>
      <div ref={ref} className="history-body" data-count={isSingle ? 1 : shown.length}>
        {metric === 'ram' ? (
          <RamChart {...shared} />
        ) : (
          shown.map((card) => (
            <CardChart key={card.uuid} {...shared} {...{ card, cards, metric }} isHalf={shown.length > 1} />
          ))
        )}
      </div>
    </section>
  );
});

/** null: all of them where they are few, else the first. */
function pickCards(cards: readonly CardName[], uuid: string | null): readonly CardName[] {
  if (uuid === 'all') return cards;
  const chosen = cards.filter((card) => card.uuid === uuid);
  if (chosen.length > 0) return chosen;
  return cards.length <= chartsAtOnce ? cards : cards.slice(0, 1);
}

interface CardChoiceProps {
  readonly cards: readonly CardName[];
  readonly chosen: readonly CardName[];
  onChoose(uuid: string): void;
}

function CardChoice({ cards, chosen, onChoose }: CardChoiceProps) {
  const t = useTexts();
  return (
    <NativeSelect
      className="chart-card-choice"
      aria-label={t.chart.card}
      value={chosen.length === 1 ? chosen[0]?.uuid : 'all'}
      onChange={(event) => onChoose(event.currentTarget.value)}
      data={[
        { value: 'all', label: t.chart.allCards },
        ...cards.map((card) => ({ value: card.uuid, label: renderCard(card) })),
      ]}
    />
  );
}

function renderCard({ index, name, uuid }: CardName): string {
  return `${index ?? '?'} · ${shortenName(name) ?? shortenUuid(uuid)}`;
}

interface EventSelectProps {
  readonly events: EventChoice;
  readonly instances: readonly PlacedInstance[];
  onChoose(events: EventChoice): void;
}

function EventSelect({ events, instances, onChoose }: EventSelectProps) {
  const t = useTexts();
  return (
    <NativeSelect
      className="chart-event-choice"
      aria-label={t.chart.eventsShown}
      value={typeof events === 'string' ? events : `of:${events.instanceId}`}
      onChange={({ currentTarget: { value } }) =>
        onChoose(value === 'all' || value === 'none' ? value : { instanceId: value.slice(3) })
      }
      data={[
        { value: 'all', label: t.chart.eventsAll },
        { value: 'none', label: t.chart.eventsNone },
        ...instances.map(({ id, name }) => ({ value: `of:${id}`, label: t.chart.eventsOf({ name }) })),
      ]}
    />
  );
}

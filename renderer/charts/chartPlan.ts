import type { Figure } from '../../electron/contract/gpu.ts';
import type { CardSample, UsageSample } from '../../electron/contract/machine.ts';
import { instanceColour } from '../look/colours.ts';
import type { PlacedInstance } from '../state/placed.ts';
import { sliceSamples, type Slice, type Span } from './slices.ts';

export type ChartUnit = 'GiB' | '%' | '°C' | 'W';

/** One thing drawn over time: areas are stacked in their order, lines stand for themselves. */
export interface ChartSeries {
  readonly key: string;
  readonly name: string;
  readonly kind: 'area' | 'line';
  readonly colour: string;
  readonly isDashed?: boolean;
}

/** The series' values at one moment, in their order; null is unknown, and never drawn. */
export interface ChartPoint {
  readonly at: number;
  readonly values: readonly (number | null)[];
}

/** Everything a chart and its table show. */
export interface ChartPlan {
  readonly unit: ChartUnit;
  readonly series: readonly ChartSeries[];
  readonly points: readonly ChartPoint[];
  /** What there is at most, drawn as a line across; null where nobody knows. */
  readonly limit: number | null;
}

/** Words for what is not an instance. */
export type SeriesNames = Readonly<
  Record<'used' | 'strangers' | 'rest' | 'host' | 'fronts' | 'vram' | 'rss', string>
>;

export interface PlanAsk {
  readonly samples: readonly UsageSample[];
  readonly span: Span;
  readonly names: SeriesNames;
  /** Whose shares are wanted, in the order they are stacked. */
  readonly instances: readonly PlacedInstance[];
}

/** A card's memory: our instances that sat on it, strangers and the rest stacked, all that is used as a line. */
export function planVram(ask: PlanAsk, uuid: string): ChartPlan {
  const slices = sliceSamples(ask.samples, ask.span);
  const cardOf = (sample: UsageSample) => sample.cards.find((card) => card.uuid === uuid);
  const peaks = pickPeaks(slices, (sample) => parseFigure(cardOf(sample)?.usedMiB));
  const points = peaks.map(({ at, sample }) => {
    const card = sample && cardOf(sample);
    return {
      at,
      values: [
        ...ask.instances.map(({ id }) => inGiB(card ? shareOf(sample, id, uuid) : null)),
        inGiB(card?.strangersMiB ?? null),
        inGiB(card?.restMiB ?? null),
        inGiB(parseFigure(card?.usedMiB)),
      ],
    };
  });
  const total = ask.samples.findLast((sample) => cardOf(sample) !== undefined);
  return {
    unit: 'GiB',
    limit: inGiB(parseFigure(total && cardOf(total)?.totalMiB)),
    ...dropUnseen(
      [
        ...ask.instances.map(planArea),
        { key: 'strangers', name: ask.names.strangers, kind: 'area', colour: 'var(--chart-strangers)' },
        { key: 'rest', name: ask.names.rest, kind: 'area', colour: 'var(--chart-fronts)' },
        { key: 'used', name: ask.names.used, kind: 'line', colour: 'var(--text-dim)' },
      ],
      points,
    ),
  };
}

export type CardFigure = 'utilisationPercent' | 'temperatureC' | 'powerW';

const figureUnits = { utilisationPercent: '%', temperatureC: '°C', powerW: 'W' } as const;

/** One figure of a card over time: the mean of each slice. */
export function planFigure(
  { samples, span }: Pick<PlanAsk, 'samples' | 'span'>,
  card: { readonly uuid: string; readonly figure: CardFigure; readonly name: string },
): ChartPlan {
  const readOne = (sample: UsageSample) =>
    parseFigure(sample.cards.find(({ uuid }) => uuid === card.uuid)?.[card.figure]);
  const points = sliceSamples(samples, span).map((slice) => {
    const known = slice.samples.map(readOne).filter((value) => value !== null);
    const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
    return { at: slice.at, values: [known.length === 0 ? null : Math.round(mean * 10) / 10] };
  });
  return {
    unit: figureUnits[card.figure],
    limit: card.figure === 'utilisationPercent' ? 100 : null,
    series: [{ key: card.figure, name: card.name, kind: 'line', colour: 'var(--accent)' }],
    points,
  };
}

/** The box's memory: the host, the fronts and each worker stacked, all that is used as a line. */
export function planRam(ask: PlanAsk): ChartPlan {
  const peaks = pickPeaks(sliceSamples(ask.samples, ask.span), (sample) => sample.ramUsedMiB);
  const points = peaks.map(({ at, sample }) => ({
    at,
    values: [
      inGiB(sample?.hostRssMiB ?? null),
      inGiB(sample?.frontsRssMiB ?? null),
      ...ask.instances.map(({ id }) => inGiB(sample ? residentOf(sample, id) : null)),
      inGiB(sample?.ramUsedMiB ?? null),
    ],
  }));
  return {
    unit: 'GiB',
    limit: inGiB(ask.samples.findLast(({ ramTotalMiB }) => ramTotalMiB !== null)?.ramTotalMiB ?? null),
    ...dropUnseen(
      [
        { key: 'host', name: ask.names.host, kind: 'area', colour: 'var(--chart-host)' },
        { key: 'fronts', name: ask.names.fronts, kind: 'area', colour: 'var(--chart-fronts)' },
        ...ask.instances.map(planArea),
        { key: 'used', name: ask.names.used, kind: 'line', colour: 'var(--text-dim)' },
      ],
      points,
    ),
  };
}

/** One instance alone: its share of its card, and its own memory. */
export function planOwn(ask: Omit<PlanAsk, 'instances'>, spec: PlacedInstance): ChartPlan {
  const memory = (sample: UsageSample) => shareOf(sample, spec.id) ?? residentOf(sample, spec.id);
  const points = pickPeaks(sliceSamples(ask.samples, ask.span), memory).map(({ at, sample }) => ({
    at,
    values: [
      inGiB(sample ? shareOf(sample, spec.id) : null),
      inGiB(sample ? residentOf(sample, spec.id) : null),
    ],
  }));
  const colour = instanceColour(spec.colour);
  const isOnCard = spec.device.kind !== 'cpu';
  return {
    unit: 'GiB',
    limit: null,
    ...dropUnseen(
      [
        { key: 'vram', name: ask.names.vram, kind: 'area', colour },
        isOnCard
          ? { key: 'rss', name: ask.names.rss, kind: 'line', colour: 'var(--text-dim)', isDashed: true }
          : { key: 'rss', name: ask.names.rss, kind: 'area', colour },
      ],
      points,
    ),
  };
}

/** The point nearest to a moment; undefined where there is none at all. */
export function findNearest(points: readonly ChartPoint[], atMs: number): ChartPoint | undefined {
  return points.reduce<ChartPoint | undefined>(
    (nearest, point) =>
      nearest && Math.abs(nearest.at - atMs) <= Math.abs(point.at - atMs) ? nearest : point,
    undefined,
  );
}

function planArea(spec: PlacedInstance): ChartSeries {
  return { key: spec.id, name: spec.name, kind: 'area', colour: instanceColour(spec.colour) };
}

/** Each slice's whole sample with the highest reading: peaks stay, and the parts still add up. A hole has none. */
function pickPeaks(slices: readonly Slice[], readHeight: (sample: UsageSample) => number | null) {
  return slices.map(({ at, samples }) => ({
    at,
    sample: samples.reduce<UsageSample | undefined>(
      (highest, sample) =>
        !highest || (readHeight(sample) ?? -1) >= (readHeight(highest) ?? -1) ? sample : highest,
      undefined,
    ),
  }));
}

/** Leaves out the series without a value in the stretch shown, and the areas that are nothing all the time. */
function dropUnseen(
  series: readonly ChartSeries[],
  points: readonly ChartPoint[],
): Pick<ChartPlan, 'series' | 'points'> {
  const seen = series.map(({ kind }, index) =>
    points.some(({ values }) => values[index] != null && (kind === 'line' || values[index] !== 0)),
  );
  if (seen.every(Boolean)) return { series, points };
  return {
    series: series.filter((_, index) => seen[index]),
    points: points.map(({ at, values }) => ({ at, values: values.filter((_, index) => seen[index]) })),
  };
}

/** What an instance held of a card then, whichever it sits on now; of any card where none is named. */
function shareOf(sample: UsageSample, id: string, uuid?: string): number | null {
  const share = sample.instances.find((one) => one.id === id);
  return share && (uuid === undefined || share.gpuUuid === uuid) ? share.vramMiB : null;
}

function residentOf(sample: UsageSample, id: string): number | null {
  return sample.instances.find((one) => one.id === id)?.rssMiB ?? null;
}

function parseFigure(figure: Figure | CardSample['usedMiB'] | undefined): number | null {
  return typeof figure === 'number' ? figure : null;
}

function inGiB(mebibytes: number | null): number | null {
  return mebibytes === null ? null : Math.round((mebibytes / 1024) * 1000) / 1000;
}

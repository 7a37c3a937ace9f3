import { describe, expect, it } from 'vitest';
import type { CardSample, UsageSample } from '../../electron/contract/machine.ts';
import { makeSpec } from '../dev/mockFleet.ts';
import { findNearest, planFigure, planOwn, planRam, planVram, type SeriesNames } from './chartPlan.ts';

const uuid = 'GPU-1';
const names: SeriesNames = {
  used: 'used',
  strangers: 'strangers',
  rest: 'rest',
  host: 'host',
  fronts: 'fronts',
  vram: 'vram',
  rss: 'rss',
};

const card: CardSample = {
  uuid,
  totalMiB: 24_576,
  usedMiB: 4_096,
  strangersMiB: 1_024,
  restMiB: 1_024,
  utilisationPercent: 40,
  temperatureC: 60,
  powerW: { unknown: 'not-supported' },
};

function makeSample(
  at: number,
  cards: readonly CardSample[],
  vramMiB: number | null = 2_048,
  on = uuid,
): UsageSample {
  return {
    at,
    ramUsedMiB: 8_192,
    ramTotalMiB: 16_384,
    hostRssMiB: 102.4,
    frontsRssMiB: null,
    instances: [{ id: 'a', rssMiB: 1_024, vramMiB, gpuUuid: vramMiB === null ? null : on }],
    cards: [...cards],
  };
}

const one = { ...makeSpec('a', 'One', 5), device: { kind: 'gpu' as const, uuid }, gpuUuid: null };
const ask = (samples: readonly UsageSample[]) => ({
  samples,
  names,
  instances: [one],
  span: { fromMs: 0, toMs: 10_000, sliceMs: 1_000 },
});

describe('a card’s memory over time', () => {
  it('stacks parts that sum to what is used', () => {
    const plan = planVram(ask([makeSample(500, [card])]), uuid);
    expect(plan.series.map(({ key, kind }) => `${kind} ${key}`)).toEqual([
      'area a',
      'area strangers',
      'area rest',
      'line used',
    ]);
    expect(plan.points).toEqual([{ at: 500, values: [2, 1, 1, 4] }]);
    expect(plan.limit).toBe(24);
  });

  it('keeps the peak of a slice, with its own parts', () => {
    const peak = { ...card, usedMiB: 20_480, strangersMiB: 17_408 };
    const plan = planVram(
      ask([makeSample(100, [card]), makeSample(200, [peak]), makeSample(300, [card])]),
      uuid,
    );
    expect(plan.points).toEqual([{ at: 300, values: [2, 17, 1, 20] }]);
  });

  it('is unknown, never 0, while the probe is stale or the card is lost', () => {
    const lost = { ...card, usedMiB: { unknown: 'gpu-lost' as const }, strangersMiB: null, restMiB: null };
    const plan = planVram(
      ask([makeSample(500, [card]), makeSample(1_500, []), makeSample(2_500, [lost], null)]),
      uuid,
    );
    expect(plan.points.slice(1)).toEqual([
      { at: 1_500, values: [null, null, null, null] },
      { at: 2_500, values: [null, null, null, null] },
    ]);
  });

  it('keeps a share on the card it was of, though its instance has moved', () => {
    const other = { ...card, uuid: 'GPU-2' };
    const cards = [card, other];
    const samples = [makeSample(500, cards, 1_024), makeSample(1_500, cards, 2_048, 'GPU-2')];
    const shares = (of: string) =>
      planVram({ ...ask(samples), instances: [{ ...one, gpuUuid: 'GPU-2' }] }, of).points.map(
        ({ values }) => values[0],
      );
    expect(shares(uuid)).toEqual([1, null]);
    expect(shares('GPU-2')).toEqual([null, 2]);
  });

  it('leaves out who held nothing in the stretch shown', () => {
    const plan = planVram(ask([makeSample(500, [card], null)]), uuid);
    expect(plan.series.map(({ key }) => key)).not.toContain('a');
    expect(plan.points[0]?.values).toHaveLength(plan.series.length);
  });
});

describe('other charts', () => {
  it('give the mean of a figure and leave an unknown one out', () => {
    const busy = { ...card, utilisationPercent: 60 };
    const samples = [makeSample(100, [card]), makeSample(200, [busy])];
    const figure = (figure: 'utilisationPercent' | 'powerW') =>
      planFigure(ask(samples), { uuid, figure, name: 'x' }).points.map(({ values }) => values[0]);
    expect(figure('utilisationPercent')).toEqual([50]);
    expect(figure('powerW')).toEqual([null]);
  });

  it('show the box and one instance in GiB', () => {
    expect(planRam(ask([makeSample(1, [])])).points).toEqual([{ at: 1, values: [0.1, 1, 8] }]);
    const own = planOwn(ask([makeSample(1, [card])]), one);
    expect(own.points).toEqual([{ at: 1, values: [2, 1] }]);
  });
});

it('the point pointed at is the nearest one, the last beyond the end', () => {
  const points = [100, 200, 400].map((at) => ({ at, values: [] }));
  expect([0, 149, 290, 310, 900].map((at) => findNearest(points, at)?.at)).toEqual([100, 100, 200, 400, 400]);
  expect(findNearest([], 5)).toBeUndefined();
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { UsageSample } from '../../contract/machine.ts';
import { MOST_SAMPLES, foldUsage, listUsage, noUsage } from './thinUsage.ts';

const HOUR_MS = 3_600_000;
const card = (usedMiB: number | null) => ({
  ...{ uuid: 'GPU-a', totalMiB: 24_576, strangersMiB: 0, restMiB: 10 },
  usedMiB: usedMiB ?? { unknown: 'error' as const },
  ...{ utilisationPercent: 0, temperatureC: 40, powerW: { unknown: 'not-supported' as const } },
});

const sample = (at: number, vramMiB: number | null = 1, uuid = 'GPU-a'): UsageSample => ({
  ...{ at, ramUsedMiB: 1, ramTotalMiB: 2, hostRssMiB: 3, frontsRssMiB: null },
  instances: [{ id: 'one', rssMiB: 5, vramMiB, gpuUuid: vramMiB === null ? null : uuid }],
  cards: [card(vramMiB)],
});

const fill = (samples: readonly UsageSample[]): typeof noUsage => samples.reduce(foldUsage, noUsage);
const every2s = (fromMs: number, endMs: number): UsageSample[] =>
  Array.from({ length: (endMs - fromMs) / 2_000 }, (_, at) => sample(fromMs + at * 2_000));

it('keeps a day in bounded memory: ten minutes whole, an hour by 10 s, the rest by the minute, in order', () => {
  const end = 30 * HOUR_MS;
  const history = fill(every2s(0, end));
  const all = listUsage(history, 0);
  expect(all.length).toBeLessThanOrEqual(MOST_SAMPLES);
  expect(all[0]?.at).toBeLessThanOrEqual(end - 24 * HOUR_MS);
  expect(all.every((one, index) => index === 0 || one.at > (all[index - 1]?.at ?? 0))).toBe(true);
  const hourBefore = listUsage(history, end - 2 * HOUR_MS, end - HOUR_MS);
  expect(hourBefore).toEqual(all.filter(({ at }) => at >= end - 2 * HOUR_MS && at <= end - HOUR_MS));
  expect(hourBefore.length).toBeGreaterThan(58);
  const longestGap = (sinceMs: number): number => {
    const listed = listUsage(history, end - sinceMs);
    return Math.max(...listed.map((one, index) => one.at - (listed[index - 1]?.at ?? one.at)));
  };
  expect(longestGap(10 * 60_000)).toBe(2_000);
  expect(longestGap(HOUR_MS)).toBeLessThanOrEqual(10_000);
  expect(longestGap(24 * HOUR_MS)).toBeLessThanOrEqual(60_000);
});

it('a spike of two seconds is still there a day later', () => {
  const spikeAt = 3 * HOUR_MS + 31_000;
  const samples = every2s(0, 26 * HOUR_MS).map(({ at }) =>
    sample(at, Math.abs(at - spikeAt) < 2_000 ? 23_000 : 900),
  );
  const peaks = listUsage(fill(samples), 0).filter(({ cards }) => cards[0]?.usedMiB === 23_000);
  expect(peaks).toHaveLength(1);
  expect(Math.abs((peaks[0]?.at ?? 0) - spikeAt)).toBeLessThanOrEqual(60_000);
  expect(peaks[0]?.instances[0]?.vramMiB).toBe(23_000);
});

it('whatever is fed, no peak of the last day is lost, none is made up, and unknown stays unknown', () => {
  const gap = fc.oneof(fc.constant(2_000), fc.integer({ min: 500, max: 200_000 }));
  const vram = fc.option(fc.integer({ min: 0, max: 80_000 }), { freq: 3 });
  fc.assert(
    fc.property(fc.array(fc.tuple(gap, vram), { minLength: 1, maxLength: 400 }), (steps) => {
      let at = 0;
      const samples = steps.map(([gapMs, mib]) => sample((at += gapMs), mib));
      const listed = listUsage(fill(samples), 0);
      const highest = (of: readonly UsageSample[]): number =>
        Math.max(-1, ...of.map((one) => one.instances[0]?.vramMiB ?? -1));
      expect(highest(listed)).toBe(highest(samples));
      expect(listed.length).toBeLessThanOrEqual(MOST_SAMPLES);
      expect(listed.at(-1)).toEqual(samples.at(-1));
      for (let index = 1; index < listed.length; index += 1)
        expect(listed[index]?.at).toBeGreaterThan(listed[index - 1]?.at ?? 0);
    }),
    { numRuns: 200 },
  );
});

it('instances and cards that came or went within a stretch are both in it', () => {
  const minute = 120 * 60_000;
  const other = {
    ...sample(minute + 4_000),
    instances: [{ id: 'two', rssMiB: null, vramMiB: null, gpuUuid: null }],
    cards: [],
  };
  const later = every2s(minute + 6_000, minute + 3 * HOUR_MS);
  const [merged] = listUsage(fill([sample(minute), other, ...later]), 0);
  expect(merged?.instances.map(({ id }) => id)).toEqual(['one', 'two']);
  expect(merged?.instances[1]).toMatchObject({ rssMiB: null, vramMiB: null });
  expect(merged?.cards).toHaveLength(1);
});

it('a share that moved within a stretch stays on the card where it was higher', () => {
  const minute = 120 * 60_000;
  const moved = [
    sample(minute, 900, 'GPU-a'),
    sample(minute + 2_000, 500, 'GPU-b'),
    sample(minute + 4_000, null),
  ];
  const [merged] = listUsage(fill([...moved, ...every2s(minute + 60_000, minute + 3 * HOUR_MS)]), 0);
  expect(merged?.instances).toEqual([{ id: 'one', rssMiB: 5, vramMiB: 900, gpuUuid: 'GPU-a' }]);
});

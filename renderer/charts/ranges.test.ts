import { expect, it } from 'vitest';
import { chartRanges, planPeriodMs, planSpan, type ChartRange } from './ranges.ts';

const minuteMs = 60_000;
const heldFor = (ms: number) => [{ at: 5_000 }, { at: 5_000 + ms }];

it('a chart ends with the newest sample and holds no more points than can be seen', () => {
  for (const range of Object.keys(chartRanges) as ChartRange[]) {
    for (const isHalf of [false, true]) {
      const { fromMs, toMs, sliceMs } = planSpan(range, heldFor(48 * 60 * minuteMs), isHalf);
      expect(toMs).toBe(5_000 + 48 * 60 * minuteMs);
      expect(toMs - fromMs).toBe(chartRanges[range]);
      expect((toMs - fromMs) / sliceMs).toBe(isHalf ? 60 : 120);
    }
  }
});

it('a history of minutes is cut finely in a chart of a day, and a minute no coarser for a long history', () => {
  for (const minutes of [47, 61, 600]) {
    const points = (minutes * minuteMs) / planSpan('24h', heldFor(minutes * minuteMs)).sliceMs;
    expect(points).toBeGreaterThan(60);
    expect(points).toBeLessThanOrEqual(120);
  }
  expect(planSpan('1min', heldFor(47 * minuteMs)).sliceMs).toBe(500);
  expect(planSpan('10min', [])).toMatchObject({ toMs: 0 });
});

it('a chart is drawn again at most once a second, and at least every ten', () => {
  expect(planPeriodMs('1min')).toBe(1_000);
  expect(planPeriodMs('1min', true)).toBe(2_000);
  expect(planPeriodMs('10min')).toBe(5_000);
  expect(planPeriodMs('24h')).toBe(10_000);
});

import { expect, it } from 'vitest';
import { foldUsage, listUsage, noUsage } from './thinUsage.ts';

const sample = (at: number) => ({
  at,
  ramUsedMiB: 1,
  ramTotalMiB: 2,
  hostRssMiB: 3,
  frontsRssMiB: null,
  instances: [],
  cards: [],
});

it('keeps a day in at most 2,000 samples: the newest whole, older ones one a minute, in order', () => {
  let history = noUsage;
  const end = 30 * 3_600_000;
  for (let at = 0; at < end; at += 2_000) history = foldUsage(history, sample(at));
  const all = listUsage(history, 0);
  expect(all.length).toBeLessThanOrEqual(2_000);
  expect(all[0]?.at).toBeLessThanOrEqual(end - 24 * 3_600_000);
  expect(all.every((one, index) => index === 0 || one.at > (all[index - 1]?.at ?? 0))).toBe(true);
  expect(listUsage(history, end - 60_000)).toHaveLength(30);
  const gaps = all.map((one, index) => one.at - (all[index - 1]?.at ?? one.at));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(60_000);
});

import type { UsageSample } from '../../electron/contract/machine.ts';
import { pickUsage } from '../state/usage.ts';

/** Stretches of time a chart can show, ms. */
export const chartWindows = {
  '1min': 60_000,
  '10min': 600_000,
  '1h': 3_600_000,
  '6h': 21_600_000,
  '24h': 86_400_000,
} as const;
export type ChartWindow = keyof typeof chartWindows;

/** Most points of a series: more cannot be seen and costs time. */
const pointsShown = 120;

/** Memory at one moment, GiB; null is unknown. `instances` is in the order of the ids asked for. */
export interface MemoryPoint {
  readonly at: number;
  readonly used: number | null;
  readonly total: number | null;
  readonly host: number | null;
  readonly fronts: number | null;
  readonly instances: readonly (number | null)[];
}

/** The last stretch of the samples as points of a chart, for the instances named. */
export function planPoints(
  samples: readonly UsageSample[],
  windowMs: number,
  ids: readonly string[],
): readonly MemoryPoint[] {
  const toMs = samples.at(-1)?.at ?? 0;
  const picked = pickUsage(samples, { fromMs: toMs - windowMs, toMs, count: pointsShown });
  return picked.map((sample) => ({
    at: sample.at,
    used: inGiB(sample.ramUsedMiB),
    total: inGiB(sample.ramTotalMiB),
    host: inGiB(sample.hostRssMiB),
    fronts: inGiB(sample.frontsRssMiB),
    instances: ids.map((id) => inGiB(sample.instances.find((one) => one.id === id)?.rssMiB ?? null)),
  }));
}

function inGiB(mebibytes: number | null): number | null {
  return mebibytes === null ? null : Math.round((mebibytes / 1024) * 1000) / 1000;
}

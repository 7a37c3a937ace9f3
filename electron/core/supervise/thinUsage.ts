/** A day of samples in bounded memory: the newest ones all, older ones as the peaks of ever longer stretches. */
import type { UsageSample } from '../../contract/machine.ts';
import { foldPeak } from './peakUsage.ts';

/** Finest first. A chart of 10 minutes, of one hour and of a day each finds more samples than it draws points. */
const LEVELS = [
  /** Ten minutes at one sample every 2 s. */
  { stretchMs: 0, most: 300 },
  /** An hour. */
  { stretchMs: 10_000, most: 360 },
  /** A day. */
  { stretchMs: 60_000, most: 1_440 },
] as const;

export const MOST_SAMPLES = LEVELS.reduce((sum, { most }) => sum + most, 0);

/** Samples of each level, oldest first; the last of a coarser one is the stretch that still grows. */
export type UsageHistory = readonly (readonly UsageSample[])[];

export const noUsage: UsageHistory = LEVELS.map(() => []);

/** Samples come in the order of their moments; a clock set back begins a stretch of its own. */
export function foldUsage(history: UsageHistory, sample: UsageSample): UsageHistory {
  return LEVELS.map(({ stretchMs, most }, level) => {
    const kept = history[level] ?? [];
    const last = kept.at(-1);
    if (last !== undefined && isSameStretch(last.at, sample.at, stretchMs))
      return [...kept.slice(0, -1), foldPeak(last, sample)];
    return [...kept.slice(1 - most), sample];
  });
}

/** Samples of a stretch, its ends in ms since the epoch and within, oldest first: the finest there are of each moment. */
export function listUsage(history: UsageHistory, fromMs: number, untilMs = Infinity): UsageSample[] {
  let listed: readonly UsageSample[] = [];
  for (const kept of history) {
    const firstFiner = listed[0]?.at ?? Number.POSITIVE_INFINITY;
    listed = [...kept.filter((sample) => sample.at < firstFiner), ...listed];
  }
  return listed.filter(({ at }) => at >= fromMs && at <= untilMs);
}

function isSameStretch(before: number, now: number, stretchMs: number): boolean {
  return stretchMs > 0 && Math.floor(before / stretchMs) === Math.floor(now / stretchMs);
}

/** A day of samples in bounded memory: the newest ones all, older ones one a minute. */
import type { UsageSample } from '../../contract/machine.ts';

const MINUTE_MS = 60_000;
/** Ten minutes at one sample every 2 s. */
export const NEWEST_SAMPLES = 300;
/** 24 h at one a minute. */
export const MINUTE_SAMPLES = 1_440;

export interface UsageHistory {
  readonly newest: readonly UsageSample[];
  readonly minutes: readonly UsageSample[];
}

export const noUsage: UsageHistory = { newest: [], minutes: [] };

export function foldUsage({ newest, minutes }: UsageHistory, sample: UsageSample): UsageHistory {
  const lastMinute = minutes.at(-1)?.at ?? Number.NEGATIVE_INFINITY;
  const isNewMinute = Math.floor(sample.at / MINUTE_MS) > Math.floor(lastMinute / MINUTE_MS);
  return {
    newest: [...newest.slice(1 - NEWEST_SAMPLES), sample],
    minutes: isNewMinute ? [...minutes.slice(1 - MINUTE_SAMPLES), sample] : minutes,
  };
}

/** Samples since `at` (ms since the epoch), oldest first. */
export function listUsage({ newest, minutes }: UsageHistory, at: number): UsageSample[] {
  const firstNew = newest[0]?.at ?? Number.POSITIVE_INFINITY;
  const older = minutes.filter((sample) => sample.at < firstNew);
  return [...older, ...newest].filter((sample) => sample.at >= at);
}

/** How well an instance's batches are made up: what of a batch worth sending is there, and what of it is padding. */
import { countWorthwhile, padSeconds } from './pack.ts';
import type { PackLimits } from './pack.ts';

/** Padded seconds, each smoothed over the last batches. */
export interface Filling {
  readonly soundS: number;
  readonly paddedS: number;
  /** What would have been worth sending. */
  readonly roomS: number;
}

/** Weight of the newest batch: the last twenty or so count. */
const newest = 0.1;

export function foldFilling(
  before: Filling | null,
  lengthsS: readonly number[],
  limits: PackLimits,
): Filling {
  const longestS = Math.max(...lengthsS);
  const soundS = lengthsS.reduce((sum, seconds) => sum + seconds, 0);
  const paddedS = padSeconds(lengthsS);
  const roomS = Math.max(paddedS, countWorthwhile(longestS, limits) * longestS);
  if (before === null) return { soundS, paddedS, roomS };
  const blend = (old: number, now: number): number => old + newest * (now - old);
  return {
    soundS: blend(before.soundS, soundS),
    paddedS: blend(before.paddedS, paddedS),
    roomS: blend(before.roomS, roomS),
  };
}

/** Shares, 0…1. */
export function viewFilling({ soundS, paddedS, roomS }: Filling): { fill: number; padding: number } {
  return { fill: paddedS / roomS, padding: Math.max(0, 1 - soundS / paddedS) };
}

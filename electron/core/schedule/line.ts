/**
 * When an instance is sent its next batch: early enough that it never waits for one, and no earlier, since what is aboard
 * cannot be overtaken any more by a short file that has just come.
 */
import { batchCostS } from './pack.ts';

/** One batch computing and one waiting. */
const longestLine = 2;
/** So long before the batch being computed is expected back the next one is sent, s: its features are made meanwhile. */
const leadS = 0.2;

export interface Line {
  readonly length: number;
  /** Of the batch being computed. */
  readonly headBeganS: number;
  readonly headPaddedS: number;
}

/** From when on it takes another, s on the clock of `headBeganS`: −Infinity at once, Infinity not before one comes back. */
export function opensAtS({ length, headBeganS, headPaddedS }: Line, speedX: number): number {
  if (length === 0) return -Infinity;
  if (length >= longestLine) return Infinity;
  return headBeganS + batchCostS + headPaddedS / speedX - leadS;
}

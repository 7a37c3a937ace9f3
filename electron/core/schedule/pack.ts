/** Strict packing: a batch is never larger than its caps, except a single segment that alone exceeds one. */

export interface PackLimits {
  /** Padded seconds: segments × the longest of them. */
  readonly paddedS: number;
  /** Padded seconds recognised per second of computing, learned. */
  readonly speedX: number;
}

/**
 * Segments × longest², s². Attention memory grows with it: one fp32 score tensor of four heads takes
 * 4 B × n × 4 × (T / 0.06)² (engine facts 2.2), so 18,000 s² is 76 MiB, five segments of 60 s.
 */
export const longestSquareS2 = 18_000;

/** Predicted computing of one batch, s: a slow device keeps its batches short, so that everything stays prompt. */
export const longestComputeS = 1.5;

/** What a batch costs whatever is in it, s: its message, launches and journal. Padding is weighed against it. */
export const batchCostS = 0.02;

/** A batch that computes as long as this, s, gains next to nothing by more in it. */
const enoughComputeS = 20 * batchCostS;
/** While little waits it gains less by more than this, s, than its own job waits for that. */
const leastEnoughS = 5 * batchCostS;
/** So much computing of the whole fleet waits where only throughput counts, s. */
const longBacklogS = 30;

/** What a batch should compute at least, s, where so much of the fleet's computing waits. */
export function chooseEnoughS(backlogS: number): number {
  return Math.max(leastEnoughS, enoughComputeS * Math.min(1, backlogS / longBacklogS));
}

/** How many segments of at most `longestS` fit; at least one. */
export function countFitting(longestS: number, limits: PackLimits): number {
  const byPadding = limits.paddedS / longestS;
  const bySquare = longestSquareS2 / longestS ** 2;
  const byCompute = (longestComputeS * limits.speedX) / longestS;
  // A tenth of a millionth: 300 / 2.9 × 2.9 must not lose a segment to rounding.
  return Math.max(1, Math.floor(Math.min(byPadding, bySquare, byCompute) + 1e-7));
}

/** How many it pays to fill a batch up to; its own job would only wait for more. */
export function countWorthwhile(longestS: number, limits: PackLimits, enoughS = enoughComputeS): number {
  const enough = Math.ceil((enoughS * limits.speedX) / longestS);
  return Math.min(enough, countFitting(longestS, limits));
}

/** What a batch of segments of these lengths computes: as many times the longest, s. */
export function padSeconds(lengthsS: readonly number[]): number {
  return lengthsS.length * Math.max(...lengthsS);
}

/**
 * All segments as batches, longest first; within a batch longest first. Of all ways to cut the sorted segments into
 * batches the one that takes the least computing: padded seconds, and what each batch costs for itself. Pure and stable.
 */
export function packBatches<T extends { readonly seconds: number }>(
  segments: readonly T[],
  limits: PackLimits,
): T[][] {
  const sorted = [...segments].sort((a, b) => b.seconds - a.seconds);
  const ends = findEnds(
    sorted.map(({ seconds }) => seconds),
    limits,
  );
  const batches: T[][] = [];
  for (let from = 0; from < sorted.length; from = ends[from] ?? sorted.length) {
    batches.push(sorted.slice(from, ends[from]));
  }
  return batches;
}

/** For each place where a batch may begin, where the best one ends: found from the last place to the first. */
function findEnds(longestFirst: readonly number[], limits: PackLimits): number[] {
  const count = longestFirst.length;
  const costs = new Float64Array(count + 1);
  const ends = new Array<number>(count);
  for (let from = count - 1; from >= 0; from -= 1) {
    const longestS = longestFirst[from] ?? 0;
    const last = Math.min(count, from + countFitting(longestS, limits));
    costs[from] = Infinity;
    for (let end = last; end > from; end -= 1) {
      const cost = (end - from) * longestS + batchCostS * limits.speedX + (costs[end] ?? 0);
      if (cost >= (costs[from] ?? 0)) continue;
      costs[from] = cost;
      ends[from] = end;
    }
  }
  return ends;
}

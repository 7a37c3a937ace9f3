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

/** A segment shorter than this part of the longest is mostly padding beside it. */
const likeness = 0.5;

/** How many segments of at most `longestS` fit; at least one. */
export function countFitting(longestS: number, limits: PackLimits): number {
  const byPadding = limits.paddedS / longestS;
  const bySquare = longestSquareS2 / longestS ** 2;
  const byCompute = (longestComputeS * limits.speedX) / longestS;
  // A tenth of a millionth: 300 / 2.9 × 2.9 must not lose a segment to rounding.
  return Math.max(1, Math.floor(Math.min(byPadding, bySquare, byCompute) + 1e-7));
}

/** May a segment lie beside the longest of a batch? */
export function isLike(seconds: number, longestS: number): boolean {
  return seconds <= longestS && seconds >= likeness * longestS;
}

/** All segments as batches, longest first; within a batch longest first, and of like length. Pure and stable. */
export function packBatches<T extends { readonly seconds: number }>(
  segments: readonly T[],
  limits: PackLimits,
): T[][] {
  const batches: T[][] = [];
  let room = 0;
  let longestS = 0;
  for (const segment of [...segments].sort((a, b) => b.seconds - a.seconds)) {
    const open = batches.at(-1);
    if (open && open.length < room && isLike(segment.seconds, longestS)) {
      open.push(segment);
      continue;
    }
    longestS = segment.seconds;
    room = countFitting(longestS, limits);
    batches.push([segment]);
  }
  return batches;
}

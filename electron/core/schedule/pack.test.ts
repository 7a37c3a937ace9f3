import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { countFitting, isLike, longestComputeS, longestSquareS2, packBatches } from './pack.ts';
import type { PackLimits } from './pack.ts';

const fast: PackLimits = { paddedS: 300, speedX: 10_000 };
const lengths = (batch: readonly { seconds: number }[]): number[] => batch.map(({ seconds }) => seconds);
const padded = (batch: readonly { seconds: number }[]): number => batch.length * Math.max(...lengths(batch));

describe('packBatches', () => {
  test('99 short segments and a long one, where FunASR makes 5,500 padded seconds', () => {
    const segments = [...Array.from({ length: 99 }, () => ({ seconds: 2.9 })), { seconds: 55 }];
    const batches = packBatches(segments, fast);
    expect(batches.map(({ length }) => length)).toEqual([1, 99]);
    expect(Math.max(...batches.map(padded))).toBeLessThanOrEqual(300);
  });

  test('five of 60 s fill 300 s and the square at once', () => {
    expect(countFitting(60, fast)).toBe(5);
    expect(countFitting(60, { paddedS: 3_600, speedX: 10_000 })).toBe(5);
  });

  test('a slow device gets short batches, but always a segment', () => {
    expect(countFitting(5, { paddedS: 300, speedX: 20 })).toBe(6);
    expect(countFitting(60, { paddedS: 300, speedX: 1 })).toBe(1);
  });

  test('every segment once, in no batch above its caps', () => {
    const seconds = fc.double({ min: 0.1, max: 60, noNaN: true });
    const limits = fc.record({
      paddedS: fc.double({ min: 1, max: 3_600, noNaN: true }),
      speedX: fc.double({ min: 0.5, max: 3_000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(seconds, { maxLength: 200 }), limits, (all, caps) => {
        const segments = all.map((each, index) => ({ index, seconds: each }));
        const batches = packBatches(segments, caps);
        const seen = batches.flat().map(({ index }) => index);
        expect(seen.sort((a, b) => a - b)).toEqual(segments.map(({ index }) => index));
        for (const batch of batches) {
          const [longest = 0] = lengths(batch);
          expect(lengths(batch)).toEqual([...lengths(batch)].sort((a, b) => b - a));
          expect(batch.every((segment) => isLike(segment.seconds, longest))).toBe(true);
          if (batch.length === 1) continue;
          expect(padded(batch)).toBeLessThanOrEqual(caps.paddedS * 1.000_001);
          expect(batch.length * longest ** 2).toBeLessThanOrEqual(longestSquareS2 * 1.000_001);
          expect(padded(batch) / caps.speedX).toBeLessThanOrEqual(longestComputeS * 1.000_001);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('an hour of meeting needs few batches and little padding', () => {
    // Log-normal lengths as of a meeting, from a fixed sequence.
    const segments = Array.from({ length: 455 }, (_, at) => {
      const chance = ((at * 7919) % 997) / 997;
      return {
        seconds: Math.min(60, Math.exp(1.7 + 0.8 * Math.sqrt(2) * inverseErf(2 * chance * 0.998 - 0.998))),
      };
    });
    const total = segments.reduce((sum, { seconds }) => sum + seconds, 0);
    const batches = packBatches(segments, fast);
    const paddedS = batches.reduce((sum, batch) => sum + padded(batch), 0);
    expect(batches.length).toBeLessThanOrEqual(Math.ceil(total / 300) + 6);
    expect(paddedS / total).toBeLessThan(1.25);
  });
});

/** Winitzki's approximation. */
function inverseErf(x: number): number {
  const a = 0.147;
  const log = Math.log(1 - x * x);
  const half = 2 / (Math.PI * a) + log / 2;
  return Math.sign(x) * Math.sqrt(Math.sqrt(half * half - log / a) - half);
}

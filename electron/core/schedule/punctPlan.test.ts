import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planSlice } from './punctPlan.ts';

test('slices are the same in whatever order results come', () => {
  fc.assert(
    fc.property(
      fc
        .array(fc.integer({ min: 0, max: 120 }), { maxLength: 40 })
        .chain((counts) =>
          fc.tuple(
            fc.constant(counts),
            fc.shuffledSubarray([...counts.keys()], { minLength: counts.length }),
          ),
        ),
      ([counts, order]) => {
        const whole = collect(counts, [[...counts.keys()]]);
        expect(
          collect(
            counts,
            order.map((index) => [index]),
          ),
        ).toEqual(whole);
        expect(whole.filter(({ last }) => last)).toHaveLength(1);
        expect(whole.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(
          counts.reduce((sum, count) => sum + count, 0),
        );
        for (const { tokens, last } of whole) expect(last || (tokens >= 200 && tokens < 320)).toBe(true);
      },
    ),
  );
});

function collect(
  counts: readonly number[],
  arrivals: readonly number[][],
): { tokens: number; last: boolean }[] {
  const known = new Set<number>();
  const slices: { tokens: number; last: boolean }[] = [];
  let fromSegment = 0;
  for (const arrival of arrivals.length > 0 ? arrivals : [[]]) {
    for (const index of arrival) known.add(index);
    const isComplete = known.size === counts.length;
    for (let isLast = false; !isLast;) {
      const slice = planSlice({
        fromSegment,
        segments: counts.length,
        isComplete,
        tokensOf: (index) =>
          known.has(index) ? Array.from({ length: counts[index] ?? 0 }, () => '字') : null,
      });
      if (slice === null) break;
      slices.push({ tokens: slice.tokens.length, last: slice.last });
      fromSegment = slice.toSegment;
      isLast = slice.last;
    }
  }
  return slices;
}

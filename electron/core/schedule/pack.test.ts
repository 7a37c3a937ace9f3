import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { meetingLengths } from './meetingLengths.ts';
import { countFitting, longestComputeS, longestSquareS2, packBatches } from './pack.ts';
import type { PackLimits } from './pack.ts';

const runs = process.env['PARADECK_TORTURE'] ? 100_000 : 2_000;

interface Segment {
  readonly index: number;
  readonly seconds: number;
}

const fast: PackLimits = { paddedS: 300, speedX: 10_000 };
const toSegments = (lengths: readonly number[]): Segment[] =>
  lengths.map((seconds, index) => ({ index, seconds }));
const lengthsOf = (batch: readonly Segment[]): number[] => batch.map(({ seconds }) => seconds);
const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);
const padded = (batch: readonly Segment[]): number => batch.length * Math.max(...lengthsOf(batch));
/** Share of what is computed that is no sound. */
const paddingOf = (batches: readonly (readonly Segment[])[]): number =>
  1 - sum(batches.flatMap(lengthsOf)) / sum(batches.map(padded));

/** FunASR 1.4.16's loop: shortest first, and the segment that breaks the limit still goes in. */
function packAsStock(lengths: readonly number[], paddedS: number): Segment[][] {
  const sorted = toSegments(lengths).sort((a, b) => a.seconds - b.seconds);
  const batches: Segment[][] = [];
  let from = 0;
  for (const [at, { seconds }] of sorted.entries()) {
    if (at < sorted.length - 1 && seconds < 60 && seconds * (at + 1 - from) < paddedS) continue;
    batches.push(sorted.slice(from, at + 1));
    from = at + 1;
  }
  return batches;
}

/** Longest first, each batch as full as it may be. */
function packGreedily(segments: readonly Segment[], limits: PackLimits): Segment[][] {
  const left = [...segments].sort((a, b) => b.seconds - a.seconds);
  const batches: Segment[][] = [];
  while (left.length > 0) batches.push(left.splice(0, countFitting(left[0]?.seconds ?? 1, limits)));
  return batches;
}

/** Longest first, and under all three caps unless it is alone; a millionth more is rounding. */
function isWithin(batch: readonly Segment[], { paddedS, speedX }: PackLimits): boolean {
  const [longest = 0] = lengthsOf(batch);
  const isSorted = batch.every(({ seconds }, at) => seconds <= (batch[at - 1]?.seconds ?? Infinity));
  const most = Math.max(
    padded(batch) / paddedS,
    (batch.length * longest ** 2) / longestSquareS2,
    padded(batch) / speedX / longestComputeS,
  );
  return isSorted && (batch.length === 1 || most <= 1.000_001);
}

describe('packBatches', () => {
  test('99 short segments and a long one, where FunASR makes 5,500 padded seconds', () => {
    const lengths = [...Array.from({ length: 99 }, () => 2.9), 55];
    expect(packAsStock(lengths, 300).map(padded)).toEqual([5_500]);
    const batches = packBatches(toSegments(lengths), fast);
    expect(batches.map(({ length }) => length)).toEqual([1, 99]);
    expect(Math.max(...batches.map(padded))).toBeLessThanOrEqual(300);
  });

  test('an hour of meeting: no batch over 300 s, at most 13 % padding', () => {
    const stock = packAsStock(meetingLengths, 300);
    expect(stock).toHaveLength(12);
    expect(Math.max(...stock.map(padded))).toBe(480);
    const batches = packBatches(toSegments(meetingLengths), fast);
    const atCard = packBatches(toSegments(meetingLengths), { paddedS: 300, speedX: 1_500 });
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    process.stdout.write(
      `padding of the meeting: FunASR's loop ${percent(paddingOf(stock))} in 12 batches, ` +
        `ours ${percent(paddingOf(batches))} in ${batches.length}, ` +
        `for a card of 1,500 x ${percent(paddingOf(atCard))} in ${atCard.length}\n`,
    );
    expect(batches.length).toBeLessThanOrEqual(13);
    expect(paddingOf(batches)).toBeLessThanOrEqual(0.13);
    expect(paddingOf(atCard)).toBeLessThanOrEqual(0.1);
    for (const batch of [...batches, ...atCard]) expect(padded(batch)).toBeLessThanOrEqual(300);
  });

  test('five of 60 s fill 300 s and the square at once', () => {
    expect(countFitting(60, fast)).toBe(5);
    expect(countFitting(60, { paddedS: 3_600, speedX: 10_000 })).toBe(5);
  });

  test('a slow device gets short batches, but always a segment', () => {
    expect(countFitting(5, { paddedS: 300, speedX: 20 })).toBe(6);
    expect(countFitting(60, { paddedS: 300, speedX: 1 })).toBe(1);
  });

  test('every segment once, in no batch above its caps, and never more padding for no fewer batches', () => {
    const seconds = fc.double({ min: 0.1, max: 60, noNaN: true });
    const limits = fc.record({
      paddedS: fc.double({ min: 1, max: 3_600, noNaN: true }),
      speedX: fc.double({ min: 0.5, max: 3_000, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(seconds, { maxLength: 200, size: 'max' }), limits, (lengths, caps) => {
        const segments = toSegments(lengths);
        const batches = packBatches(segments, caps);
        const seen = batches.flat().map(({ index }) => index);
        expect(seen.sort((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
        expect(batches.filter((batch) => !isWithin(batch, caps))).toEqual([]);
        const greedy = packGreedily(segments, caps);
        const isFewer = batches.length < greedy.length;
        expect(isFewer || sum(batches.map(padded)) <= sum(greedy.map(padded)) * 1.000_001).toBe(true);
      }),
      { numRuns: runs },
    );
  });
});

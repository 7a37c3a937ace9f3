import fc from 'fast-check';
import { expect, it } from 'vitest';
import { spreadTimes } from './spread.ts';

it('gives a long word more time than a character, and a character its third', () => {
  const [first, second] = spreadTimes(['好', 'transcript'], 4_000);
  const lengthOf = ([fromMs, toMs]: readonly [number, number] = [0, 0]) => toMs - fromMs;
  expect(lengthOf(second) / lengthOf(first)).toBeCloseTo(10 / 3, 5);
});

it('covers the inside of the segment without gap or overlap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1 }), { minLength: 1 }),
      fc.nat(60_000),
      (tokens, lengthMs) => {
        const times = spreadTimes(tokens, lengthMs);
        expect(times).toHaveLength(tokens.length);
        let atMs = times[0]?.[0] ?? -1;
        expect(atMs).toBeGreaterThanOrEqual(0);
        for (const [fromMs, toMs] of times) {
          expect(fromMs).toBeCloseTo(atMs, 6);
          expect(toMs).toBeGreaterThanOrEqual(fromMs);
          atMs = toMs;
        }
        expect(atMs).toBeLessThanOrEqual(lengthMs + 1e-6);
      },
    ),
  );
});

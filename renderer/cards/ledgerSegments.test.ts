import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LedgerPart } from '../../electron/contract/gpu.ts';
import { findCommonBasis, planSegments } from './ledgerSegments.ts';

const rest = (memoryMiB: number): LedgerPart => ({ kind: 'rest', memoryMiB, basis: 'measured' });
const ours = (instanceId: string, memoryMiB: number | null): LedgerPart => ({
  kind: 'instance',
  instanceId,
  pid: 1,
  memoryMiB,
  basis: memoryMiB === null ? 'not-measurable' : 'estimated',
});

describe('the bar of a card', () => {
  it('is as wide as what is held, ours first', () => {
    const segments = planSegments({ parts: [rest(6), ours('a', 12)], totalMiB: 24 });
    expect(segments.map(({ part, from, width }) => [part.kind, from, width])).toEqual([
      ['instance', 0, 0.5],
      ['rest', 0.5, 0.25],
    ]);
  });

  it('gives no width to what nobody can measure, and none at all without a total', () => {
    expect(planSegments({ parts: [ours('a', null)], totalMiB: 24 })).toEqual([]);
    expect(planSegments({ parts: [rest(6)], totalMiB: { unknown: 'gpu-lost' } })).toEqual([]);
  });

  it('never runs over the card, whatever the parts come to', () => {
    const parts = fc.array(fc.nat(40_000).map((memoryMiB) => rest(memoryMiB)));
    fc.assert(
      fc.property(parts, fc.integer({ min: 1, max: 80_000 }), (some, totalMiB) => {
        let at = 0;
        for (const { from, width } of planSegments({ parts: some, totalMiB })) {
          expect(from).toBeCloseTo(at, 9);
          expect(width).toBeGreaterThan(0);
          at = from + width;
        }
        expect(at).toBeLessThanOrEqual(1 + 1e-9);
      }),
    );
  });

  it('says once how all parts are known, or leaves it to each', () => {
    expect(findCommonBasis([rest(1), rest(2)])).toBe('measured');
    expect(findCommonBasis([rest(1), ours('a', 3)])).toBeNull();
    expect(findCommonBasis([])).toBeNull();
  });
});

import type { Ledger, LedgerPart } from '../../electron/contract/gpu.ts';

/** One stretch of a card's bar: where it begins and how wide it is, as fractions of the whole card. */
export interface Segment {
  readonly part: LedgerPart;
  readonly from: number;
  readonly width: number;
}

/** The measurable parts of a card side by side, as wide as their share of its total; none where the total is unknown. */
export function planSegments({ parts, totalMiB }: Pick<Ledger, 'parts' | 'totalMiB'>): readonly Segment[] {
  if (typeof totalMiB !== 'number' || totalMiB <= 0) return [];
  let from = 0;
  return sortParts(parts).flatMap((part) => {
    // Parts read at another moment than the total may come to more than it.
    const width = Math.min((part.memoryMiB ?? 0) / totalMiB, 1 - from);
    if (width <= 0) return [];
    const segment = { part, from, width };
    from += width;
    return [segment];
  });
}

const kindsInOrder: readonly LedgerPart['kind'][] = ['instance', 'stranger', 'rest'];

/** Ours first, then strangers, then the rest; within a kind as the host has them, so that nothing jumps about. */
export function sortParts(parts: readonly LedgerPart[]): readonly LedgerPart[] {
  return parts.toSorted((a, b) => kindsInOrder.indexOf(a.kind) - kindsInOrder.indexOf(b.kind));
}

/** The one way all parts of a ledger are known; null where they differ or there are none. */
export function findCommonBasis(parts: readonly LedgerPart[]): LedgerPart['basis'] | null {
  const [first] = parts;
  return first && parts.every(({ basis }) => basis === first.basis) ? first.basis : null;
}

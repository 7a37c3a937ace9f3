import type { LedgerPart } from '../../electron/contract/gpu.ts';

/** The colour of who holds a part of a card's memory; the words stand beside it. */
export function PartDot({ kind, colour }: { readonly kind: LedgerPart['kind']; readonly colour: string }) {
  return <span className="dot" data-kind={kind} style={{ backgroundColor: colour }} aria-hidden="true" />;
}

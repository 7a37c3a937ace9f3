/** Whether an instance may start on a card: its need against what is free, less what loading instances will still take. */
import type { Admission, Ledger, LedgerPart } from '../../contract/gpu.ts';
import { isKnown } from './gpuCell.ts';

/** What decides how much memory an instance comes to need. */
export interface NeedKey {
  readonly gpuName: string;
  readonly modelKey: string;
  readonly precision: string;
  readonly batchSizeS: number;
}

export interface Need {
  readonly needMiB: number;
  readonly basis: 'learned' | 'guess';
}

export function nameNeed(key: NeedKey): string {
  return [key.gpuName, key.modelKey, key.precision, key.batchSizeS].join('|');
}

/** A peak seen grows the need and never shrinks it: the next long segment may come any day. */
export function learnPeak(
  peaks: ReadonlyMap<string, number>,
  key: NeedKey,
  peakMiB: number,
): ReadonlyMap<string, number> {
  const name = nameNeed(key);
  return peakMiB > (peaks.get(name) ?? 0) ? new Map(peaks).set(name, peakMiB) : peaks;
}

/** CUDA context of one process, MiB: between 300 and 500 on Ampere to Hopper with CUDA 12. */
const contextMiB = 400;

/**
 * First guess, MiB: weights once in the precision's width, a CUDA context, and 12 a padded second of batch.
 * With 880 MiB of fp32 weights and 300 s it comes to 4.8 GiB, beside the 6 GB the field plans with.
 */
export function guessNeed(weightsMiB: number, precision: string, batchSizeS: number): number {
  const width = precision === 'bf16' ? 0.5 : 1;
  return Math.round(weightsMiB * width + contextMiB + 12 * batchSizeS);
}

export function findNeed(peaks: ReadonlyMap<string, number>, key: NeedKey, weightsMiB: number): Need {
  const learned = peaks.get(nameNeed(key));
  if (learned !== undefined) return { needMiB: learned, basis: 'learned' };
  return { needMiB: guessNeed(weightsMiB, key.precision, key.batchSizeS), basis: 'guess' };
}

/** A cap the worker itself keeps bounds its need; the context comes on top, since torch does not count it. */
export function capNeed(need: Need, vramLimitMiB: number | null): Need {
  if (vramLimitMiB === null) return need;
  return { ...need, needMiB: Math.min(need.needMiB, vramLimitMiB + contextMiB) };
}

/** What instances still loading have yet to take; their present share is counted in the card's used memory already. */
export function sumPromises(
  loading: readonly { readonly needMiB: number; readonly heldMiB: number | null }[],
): number {
  return loading.reduce((sum, { needMiB, heldMiB }) => sum + Math.max(0, needMiB - (heldMiB ?? 0)), 0);
}

/** The ledger as it will be once this instance's process has gone: its share is free for the next one. */
export function withoutOwn(ledger: Ledger, instanceId: string): Ledger {
  const isOwn = (part: LedgerPart): boolean => part.kind === 'instance' && part.instanceId === instanceId;
  const ownMiB = ledger.parts.filter(isOwn).reduce((sum, part) => sum + (part.memoryMiB ?? 0), 0);
  const parts = ledger.parts.filter((part) => !isOwn(part));
  const { freeMiB, usedMiB } = ledger;
  return {
    ...ledger,
    parts,
    freeMiB: isKnown(freeMiB) ? freeMiB + ownMiB : freeMiB,
    usedMiB: isKnown(usedMiB) ? usedMiB - ownMiB : usedMiB,
  };
}

/** Holders named in a refusal; the panel's ledger shows the rest. */
const holdersTold = 3;

/** Why a start was refused, in English, with what a translation needs. */
export function describeShortage(
  admission: Admission,
  card: string,
  nameOf: (instanceId: string) => string,
): { message: string; detail: Record<string, string | number> } {
  const { needMiB, freeMiB, promisedMiB } = admission;
  const free = isKnown(freeMiB) ? Math.round(freeMiB) : 0;
  const holders = admission.holders.slice(0, holdersTold).map((part) => renderHolder(part, nameOf));
  const promised =
    promisedMiB > 0 ? `, ${Math.round(promisedMiB)} MiB of it for instances still loading` : '';
  const held = holders.length > 0 ? ` Held by ${holders.join('; ')}.` : '';
  return {
    message: `${card} has ${free} MiB free${promised}, and ${Math.round(needMiB)} MiB are needed.${held}`,
    detail: {
      card,
      needMiB: Math.round(needMiB),
      freeMiB: free,
      promisedMiB: Math.round(promisedMiB),
      holders: holders.join('; '),
    },
  };
}

/** `python3 (pid 4242): 20480 MiB` */
function renderHolder(part: LedgerPart, nameOf: (instanceId: string) => string): string {
  if (part.kind === 'rest') return `the rest: ${Math.round(part.memoryMiB)} MiB`;
  const name = part.kind === 'instance' ? nameOf(part.instanceId) : isKnown(part.name) ? part.name : '?';
  const pid = part.pid === null ? '' : ` (pid ${part.pid})`;
  return `${name}${pid}: ${Math.round(part.memoryMiB ?? 0)} MiB`;
}

/** Room beyond the need under which a start is called tight: allocator rounding and a display's ups and downs. */
const marginMiB = 512;

/** `promisedMiB`: what instances still loading on this card have yet to take. */
export function judgeAdmission(ledger: Ledger, need: Need, promisedMiB: number): Admission {
  const facts = {
    needMiB: need.needMiB,
    needBasis: need.basis,
    freeMiB: ledger.freeMiB,
    promisedMiB,
    holders: listHolders(ledger.parts),
  };
  if (!isKnown(ledger.freeMiB)) return { verdict: 'unknown', ...facts };
  const left = ledger.freeMiB - promisedMiB - need.needMiB;
  if (left >= marginMiB) return { verdict: 'fits', ...facts };
  // A guess may be wrong in both directions, so it warns where a learned need refuses.
  if (left >= 0 || (need.basis === 'guess' && left >= -need.needMiB / 2))
    return { verdict: 'tight', ...facts };
  return { verdict: 'refused', ...facts };
}

function listHolders(parts: readonly LedgerPart[]): LedgerPart[] {
  return parts
    .filter((part) => part.kind !== 'rest' && (part.memoryMiB ?? 0) > 0)
    .sort((a, b) => (b.memoryMiB ?? 0) - (a.memoryMiB ?? 0));
}

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

/**
 * First guess, MiB: weights once in the precision's width, a CUDA context of 400, and 12 a padded second of batch.
 * With 880 MiB of fp32 weights and 300 s it comes to 4.8 GiB, beside the 6 GB the field plans with.
 */
export function guessNeed(weightsMiB: number, precision: string, batchSizeS: number): number {
  const width = precision === 'bf16' ? 0.5 : 1;
  return Math.round(weightsMiB * width + 400 + 12 * batchSizeS);
}

export function findNeed(peaks: ReadonlyMap<string, number>, key: NeedKey, weightsMiB: number): Need {
  const learned = peaks.get(nameNeed(key));
  if (learned !== undefined) return { needMiB: learned, basis: 'learned' };
  return { needMiB: guessNeed(weightsMiB, key.precision, key.batchSizeS), basis: 'guess' };
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

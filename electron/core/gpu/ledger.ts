/** Who holds a card's memory: ours by instance, strangers by name, and the rest, summing to what the card says is used. */
import type { GpuProcess, GpuReading, Ledger, LedgerPart } from '../../contract/gpu.ts';
import { isKnown } from './gpuCell.ts';

/** A worker of ours on the card. */
export interface CardWorker {
  readonly instanceId: string;
  readonly pid: number | null;
  /** torch's reserved memory, from the beat; null without torch or before the first beat. */
  readonly reservedMiB: number | null;
}

/**
 * CUDA context of one process, MiB: what nvidia-smi counts and torch does not. Between 300 and 500 on Ampere to Hopper
 * with CUDA 12; used only where nvidia-smi names no figure for the pid.
 */
const contextMiB = 400;

export interface CardFacts {
  readonly reading: GpuReading;
  readonly processes: readonly GpuProcess[];
  readonly workers: readonly CardWorker[];
  /** UUIDs of the slices the card is cut into: what is on them is on the card. */
  readonly slices?: readonly string[];
}

export function foldLedger({ reading, processes, workers, slices = [] }: CardFacts): Ledger {
  const here = processes.filter(({ gpuUuid }) => gpuUuid === reading.uuid || slices.includes(gpuUuid));
  const ours = workers.map((worker) => foldWorker(worker, here));
  const ourPids = new Set(workers.map((worker) => worker.pid));
  const strangers = here.filter(({ pid }) => !isKnown(pid) || !ourPids.has(pid)).map(foldStranger);
  const parts = [...ours, ...strangers];
  const { memoryUsedMiB: usedMiB, memoryTotalMiB: totalMiB, memoryFreeMiB: freeMiB } = reading;
  if (!isKnown(usedMiB)) return { usedMiB, totalMiB, freeMiB, parts, isSampledApart: false };
  const known = parts.reduce((sum, part) => sum + (part.memoryMiB ?? 0), 0);
  const basis = parts.some((part) => part.memoryMiB === null) ? 'estimated' : 'measured';
  const rest: LedgerPart = { kind: 'rest', memoryMiB: Math.max(0, usedMiB - known), basis };
  return { usedMiB, totalMiB, freeMiB, parts: [...parts, rest], isSampledApart: known > usedMiB };
}

/** nvidia-smi's figure for the pid; else torch's own plus a context, as an estimate. */
function foldWorker(worker: CardWorker, processes: readonly GpuProcess[]): LedgerPart {
  const row = processes.find(({ pid }) => pid === worker.pid);
  const part = { kind: 'instance', instanceId: worker.instanceId, pid: worker.pid } as const;
  if (row !== undefined && isKnown(row.memoryMiB))
    return { ...part, memoryMiB: row.memoryMiB, basis: 'measured' };
  if (worker.reservedMiB === null) return { ...part, memoryMiB: null, basis: 'not-measurable' };
  return { ...part, memoryMiB: worker.reservedMiB + contextMiB, basis: 'estimated' };
}

function foldStranger({ pid, name, memoryMiB }: GpuProcess): LedgerPart {
  const part = { kind: 'stranger', pid: isKnown(pid) ? pid : null, name } as const;
  return isKnown(memoryMiB)
    ? { ...part, memoryMiB, basis: 'measured' }
    : { ...part, memoryMiB: null, basis: 'not-measurable' };
}

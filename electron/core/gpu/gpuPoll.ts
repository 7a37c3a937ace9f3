/** When to ask the cards next, and what to make of the answers: back-off, staleness, fields a driver does not know. */
import type { GpuFault } from '../../contract/gpu.ts';

/** Polls without an answer after which the last figures are called stale. */
const missesUntilStale = 2;
const seenMs = 2_000;
const hiddenMs = 10_000;
const longestMs = 60_000;

/** A poll may take this long; nvidia-smi without persistence mode loads the driver each time. */
export const pollTimeoutMs = 5_000;
/** Processes change less often than figures. */
export const processesMs = 5_000;

export interface PollState {
  readonly misses: number;
  readonly fault: GpuFault | null;
  /** Optional fields left out because the driver refused them. */
  readonly refused: ReadonlySet<string>;
}

export const freshPoll: PollState = { misses: 0, fault: null, refused: new Set() };

export function foldPoll(state: PollState, fault: (GpuFault & { field?: string | null }) | null): PollState {
  if (fault === null) return { ...state, misses: 0, fault: null };
  if (fault.fault === 'unknown-field' && fault.field) {
    return { ...state, refused: new Set(state.refused).add(fault.field) };
  }
  return { ...state, misses: state.misses + 1, fault: { fault: fault.fault, words: fault.words } };
}

export function isStale(state: PollState): boolean {
  return state.misses >= missesUntilStale;
}

/** ms until the next poll: 2 s while somebody looks, 10 s else, doubling with each miss up to 60 s. */
export function planNextPoll(state: PollState, isSeen: boolean): number {
  const base = isSeen ? seenMs : hiddenMs;
  return Math.min(longestMs, base * 2 ** Math.min(state.misses, 5));
}

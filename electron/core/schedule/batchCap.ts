/** What an instance's batches may hold: learned from how fast they come back, and from running out of memory. */
import type { InstanceView } from '../../contract/instance.ts';
import { foldFilling, viewFilling } from './filling.ts';
import type { Filling } from './filling.ts';
import { padSeconds } from './pack.ts';

export interface BatchCap {
  /** Padded seconds that are safe; at most what the instance was given. */
  readonly paddedS: number;
  /** Padded seconds per second of computing, smoothed. */
  readonly speedX: number;
  /** Batches that came back since memory last ran out. */
  readonly goodInARow: number;
  /** ms since the epoch when it last did; null: never, or all of what was given is safe again. */
  readonly ranOutAt: number | null;
  /** null before the first batch. */
  readonly filling: Filling | null;
}

/** Before the first batch came back: the slowest device worth using, so that the first batch is short. */
const firstSpeedX = 20;
/** Weight of the newest batch. */
const newest = 0.3;
/** Memory may have run out because of a neighbour: after this many good batches a half more is tried. */
const goodToGrow = 50;
const growth = 1.5;

export function firstCap(batchSizeS: number): BatchCap {
  return { paddedS: batchSizeS, speedX: firstSpeedX, goodInARow: 0, ranOutAt: null, filling: null };
}

/** As it holds for an instance that is given `batchSizeS`: where memory never ran out, all of that. */
export function fitCap(cap: BatchCap, batchSizeS: number): BatchCap {
  return { ...cap, paddedS: cap.ranOutAt === null ? batchSizeS : Math.min(cap.paddedS, batchSizeS) };
}

/** What of it the user sees. Speed is sound's, without its padding; all null before the first batch. */
export function viewCap(
  { speedX, filling, paddedS, ranOutAt }: BatchCap,
  batchSizeS: number,
): Pick<InstanceView, 'speedX' | 'filling' | 'safeBatch'> {
  const isLess = ranOutAt !== null && paddedS < batchSizeS;
  return {
    speedX: filling && (speedX * filling.soundS) / filling.paddedS,
    filling: filling && viewFilling(filling),
    safeBatch: isLess ? { seconds: paddedS, since: ranOutAt } : null,
  };
}

/** After a batch came back. `batchSizeS` is what the instance was given. */
export function stepGoodBatch(
  cap: BatchCap,
  batch: { readonly lengthsS: readonly number[]; readonly computeMs: number },
  batchSizeS: number,
): BatchCap {
  const seenX = padSeconds(batch.lengthsS) / Math.max(0.001, batch.computeMs / 1000);
  const mayGrow = cap.goodInARow + 1 >= goodToGrow;
  const paddedS = Math.min(batchSizeS, mayGrow ? cap.paddedS * growth : cap.paddedS);
  return {
    paddedS,
    speedX: cap.speedX + newest * (seenX - cap.speedX),
    goodInARow: mayGrow ? 0 : cap.goodInARow + 1,
    ranOutAt: paddedS < batchSizeS ? cap.ranOutAt : null,
    filling: foldFilling(cap.filling, batch.lengthsS, cap),
  };
}

/** After a batch of `paddedS` ran out of memory: half of it is what is safe. */
export function stepOutOfMemory(cap: BatchCap, paddedS: number, nowMs: number): BatchCap {
  const safeS = Math.max(1, Math.min(cap.paddedS, paddedS / 2));
  return { ...cap, paddedS: safeS, goodInARow: 0, ranOutAt: nowMs };
}

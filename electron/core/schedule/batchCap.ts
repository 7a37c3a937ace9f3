/** What an instance's batches may hold: learned from how fast they come back, and from running out of memory. */

export interface BatchCap {
  /** Padded seconds that are safe; at most what the instance was given. */
  readonly paddedS: number;
  /** Padded seconds per second of computing, smoothed. */
  readonly speedX: number;
  /** Batches that came back since memory last ran out. */
  readonly goodInARow: number;
}

/** Before the first batch came back: the slowest device worth using, so that the first batch is short. */
const firstSpeedX = 20;
/** Weight of the newest batch. */
const newest = 0.3;
/** Memory may have run out because of a neighbour: after this many good batches a half more is tried. */
const goodToGrow = 50;
const growth = 1.5;

export function firstCap(batchSizeS: number): BatchCap {
  return { paddedS: batchSizeS, speedX: firstSpeedX, goodInARow: 0 };
}

/** After a batch of `paddedS` came back. `batchSizeS` is what the instance was given. */
export function stepGoodBatch(
  cap: BatchCap,
  batch: { readonly paddedS: number; readonly computeMs: number },
  batchSizeS: number,
): BatchCap {
  const seenX = batch.paddedS / Math.max(0.001, batch.computeMs / 1000);
  const speedX = cap.speedX + newest * (seenX - cap.speedX);
  const mayGrow = cap.goodInARow + 1 >= goodToGrow;
  return {
    paddedS: Math.min(batchSizeS, mayGrow ? cap.paddedS * growth : cap.paddedS),
    speedX,
    goodInARow: mayGrow ? 0 : cap.goodInARow + 1,
  };
}

/** After a batch of `paddedS` ran out of memory: half of it is what is safe. */
export function stepOutOfMemory(cap: BatchCap, paddedS: number): BatchCap {
  return { ...cap, paddedS: Math.max(1, Math.min(cap.paddedS, paddedS / 2)), goodInARow: 0 };
}

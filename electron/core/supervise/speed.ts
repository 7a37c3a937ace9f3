/** Speed of a worker in seconds of audio per second of computing, learned as it goes. */

/** Weight of the newest batch: about the last ten count. */
const NEWEST = 0.2;

/**
 * Assumed until something is known: stock FunASR's speed on two cores at the real model's size. Too low a guess only
 * makes a hung worker found later.
 */
const UNKNOWN_SPEED_X = 5;

/** Exponential mean; batches that took no time or hold no audio teach nothing. */
export function foldSpeed(speedX: number | null, audioS: number, computeMs: number): number | null {
  if (audioS <= 0 || computeMs <= 0) return speedX;
  const measured = (audioS * 1000) / computeMs;
  return speedX === null ? measured : speedX + NEWEST * (measured - speedX);
}

export function predictMs(speedX: number | null, audioS: number): number {
  return (audioS * 1000) / (speedX ?? UNKNOWN_SPEED_X);
}

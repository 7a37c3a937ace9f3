/** How fast a recording is played, and where a browser keeps what its listener likes. */
import { z } from 'zod';
import { readKept, writeKept } from '../wire/kept.ts';

export const speeds = [0.5, 0.75, 1, 1.25, 1.5, 2, 3] as const;
export type Speed = (typeof speeds)[number];

const place = 'paradeck.speed';

/** The next faster or slower one; the last stays. */
export function stepSpeed(speed: number, by: 1 | -1): Speed {
  const at = speeds.findIndex((each) => each >= speed);
  return speeds[Math.min(speeds.length - 1, Math.max(0, at + by))] ?? 1;
}

export function recallSpeed(): Speed {
  return readKept(place, z.literal(speeds), 1);
}

export function keepSpeed(speed: Speed): void {
  writeKept(place, speed);
}

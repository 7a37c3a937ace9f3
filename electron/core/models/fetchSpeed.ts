/** How fast a model comes: bytes over the last seconds, so that a stall is seen and a burst is not believed. */

/** What had come by when. */
export interface SpeedMark {
  readonly atMs: number;
  readonly bytes: number;
}

export type SpeedTrack = readonly SpeedMark[];

const windowMs = 8_000;

/** Two marks closer than this tell nothing. */
const leastMs = 500;

/** The track with one more mark; bytes that fall (a file began again) begin it anew. */
export function foldSpeed(track: SpeedTrack, mark: SpeedMark): SpeedTrack {
  if (mark.bytes < (track.at(-1)?.bytes ?? 0)) return [mark];
  const firstWithin = track.findIndex(({ atMs }) => mark.atMs - atMs <= windowMs);
  return [...(firstWithin < 0 ? [] : track.slice(firstWithin)), mark];
}

/** Bytes a second over the track; null until it says something. */
export function speedOf(track: SpeedTrack): number | null {
  const [first, last] = [track[0], track.at(-1)];
  if (!first || !last || last.atMs - first.atMs < leastMs) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.atMs - first.atMs);
}

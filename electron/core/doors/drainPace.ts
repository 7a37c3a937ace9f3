/** How fast a long queue comes to its end: how many jobs ended while it was long, over just that time. */

/** A short queue leaves instances without work, an empty one all of them: neither tells how fast a long one is done. */
export const longQueue = 100;
/** Told in stretches of so long, ms; the newest so many count. */
const stretchMs = 1_000;
const mostStretches = 30;
/** A box that slept, or a host that stood still, was no slow queue. */
const longestMs = 30_000;
/** Fewer ends are chance. */
const fewestEnds = 20;
/** So many tell the pace to a tenth: older ones only how it was, while the flood was taken in for one. */
const enoughEnds = 200;
const shortestMs = 5_000;

interface Stretch {
  readonly ms: number;
  readonly ends: number;
}

export interface DrainPace {
  /** Oldest first; of the time during which the queue was long. */
  readonly stretches: readonly Stretch[];
  /** The queue at the last look. */
  readonly jobs: number;
}

export const unknownPace: DrainPace = { stretches: [], jobs: 0 };

/** `passedMs`: since the last look; `ends`: in that time; `jobs`: under way and waiting now. */
export function foldPace(
  pace: DrainPace,
  { passedMs, ends, jobs }: { readonly passedMs: number; readonly ends: number; readonly jobs: number },
): DrainPace {
  if (pace.jobs < longQueue || passedMs < 0) return { ...pace, jobs };
  const newest = pace.stretches.at(-1);
  const isFull = newest === undefined || newest.ms >= stretchMs;
  const open = isFull ? { ms: 0, ends: 0 } : newest;
  const before = isFull ? pace.stretches.slice(1 - mostStretches) : pace.stretches.slice(0, -1);
  return {
    stretches: [...before, { ms: open.ms + Math.min(passedMs, longestMs), ends: open.ends + ends }],
    jobs,
  };
}

/** Jobs a second, of the newest stretches that tell enough; null: too few ended to tell. */
export function endsPerS({ stretches }: DrainPace): number | null {
  let [ends, ms] = [0, 0];
  for (const stretch of stretches.toReversed()) {
    if (ends >= enoughEnds && ms >= shortestMs) break;
    ends += stretch.ends;
    ms += stretch.ms;
  }
  return ends < fewestEnds || ms <= 0 ? null : (ends * 1_000) / ms;
}

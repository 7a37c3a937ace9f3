/** For tests: jobs and instances as the scheduler sees them. */
import { firstStanding } from './ladder.ts';
import type { Standing } from './ladder.ts';
import type { ScheduledJob, Taker, WaitingSegment } from './schedule.ts';

/** Of these lengths, s, with a pause behind each. */
export function makeSegments(
  lengths: readonly number[],
  standing: Partial<Standing> = {},
  pauseS = 1,
): WaitingSegment[] {
  let fromS = 0;
  return lengths.map((seconds, index) => {
    const segment = { index, fromS, seconds, standing: { ...firstStanding, ...standing } };
    fromS += seconds + pauseS;
    return segment;
  });
}

export function makeJob(
  id: string,
  lengths: readonly number[],
  more: Partial<ScheduledJob> = {},
): ScheduledJob {
  return {
    id,
    arrivedS: 0,
    isPaused: false,
    remainingS: lengths.reduce((sum, seconds) => sum + seconds, 0),
    modelKey: 'k',
    modelId: 'm',
    instanceId: null,
    hotwords: [],
    isSuspect: false,
    aboard: 0,
    waiting: makeSegments(lengths),
    ...more,
  };
}

export function makeTaker(instanceId: string, more: Partial<Taker> = {}): Taker {
  return { instanceId, modelKey: 'k', modelId: 'm', limits: { paddedS: 300, speedX: 1_000 }, ...more };
}

/** Log-normal by Box and Muller. */
export function drawLogNormal(random: () => number, median: number, sigma: number): number {
  const angle = Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * Math.sqrt(-2 * Math.log(1 - random())) * angle);
}

/** Segments of a file of `wholeS` seconds, of which most is speech. */
export function drawLengths(random: () => number, wholeS: number): number[] {
  const lengths: number[] = [];
  for (let atS = 0; atS < wholeS;) {
    const seconds = Math.min(60, Math.max(0.3, drawLogNormal(random, 5, 0.8)));
    lengths.push(seconds);
    atS += seconds + 0.8;
  }
  return lengths;
}

/** Jobs not begun, in the order they would begin; cheap with ten thousand of them. */
import { rankJob } from '../../core/schedule/schedule.ts';
import { remainingS } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';

export interface IdleLine {
  add(run: JobRun): void;
  /** Was it there? */
  drop(run: JobRun): boolean;
  /** The first in order of which it holds. */
  find(isSo: (run: JobRun) => boolean): JobRun | undefined;
}

/** Ranks are taken at this speed and anew when it has changed this much. */
const anewAt = 2;

/** `isPatient`: those nobody waits for come first. */
export function rankRun(run: JobRun, speedX: number, isPatient = false): number {
  const { acceptedAt, putFirstAt } = run.record;
  const isInteractive = run.record.isInteractive !== isPatient;
  const putFirstS = putFirstAt === null ? null : putFirstAt / 1000;
  const arrivedS = acceptedAt / 1000;
  return rankJob({ arrivedS, remainingS: remainingS(run), putFirstS, isInteractive }, speedX);
}

export function createIdleLine(speedX: () => number): IdleLine {
  let line: { readonly run: JobRun; readonly rank: number }[] = [];
  let rankedAtX = speedX();

  /** First place whose rank is above. */
  function findPlace(rank: number): number {
    let [low, high] = [0, line.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((line[middle]?.rank ?? 0) <= rank) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  function rankAnew(): void {
    const nowX = speedX();
    if (nowX < rankedAtX * anewAt && rankedAtX < nowX * anewAt) return;
    rankedAtX = nowX;
    line = line.map(({ run }) => ({ run, rank: rankRun(run, nowX) })).sort((a, b) => a.rank - b.rank);
  }
  return {
    add(run) {
      const rank = rankRun(run, rankedAtX);
      line.splice(findPlace(rank), 0, { run, rank });
    },
    drop(run) {
      const place = line.findIndex((other) => other.run === run);
      if (place >= 0) line.splice(place, 1);
      return place >= 0;
    },
    find(isSo) {
      rankAnew();
      return line.find(({ run }) => isSo(run))?.run;
    },
  };
}

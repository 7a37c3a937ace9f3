/** When the spool is full of jobs that wait for room, one gives its room up to the others. */
import { Failed } from '../../core/failed.ts';
import { isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import { rankRun } from './idleLine.ts';

export interface Relief {
  /** Its sound leaves the spool and is decoded again later. */
  readonly evict: JobRun | null;
  /** Alone it is longer than the whole spool. */
  readonly tooLong: JobRun | null;
}

const nothing: Relief = { evict: null, tooLong: null };

/** Pure. Nothing is done while any job can come to its end, and so free its room, without more of it. */
export function planRelief(
  begun: readonly JobRun[],
  isRunnable: (run: JobRun) => boolean,
  speedX: number,
): Relief {
  const whole = begun.filter(({ decode }) => decode === 'whole');
  const stuck = begun.filter(({ decode }) => decode === 'parked');
  const isEndNear = whole.some((run) => isRecognised(run) || isRunnable(run));
  if (stuck.length === 0 || isEndNear || begun.some(({ decode }) => decode === 'running')) return nothing;
  const inOrder = [...stuck].sort((a, b) => rankRun(a, speedX) - rankRun(b, speedX));
  const first = inOrder.find(isRunnable) ?? inOrder[0];
  const others = [...whole, ...inOrder].filter((run) => run !== first);
  if (others.length === 0) return { evict: null, tooLong: first ?? null };
  // The last in order; nothing is taken from under a worker that reads it.
  const evict = others.findLast((run) => run.batchesAboard === 0 && !run.isScanning);
  return { evict: evict ?? null, tooLong: null };
}

export function tooLongForSpool(run: JobRun, spoolGiB: number): Failed {
  const { path } = run.record;
  return new Failed('file-too-long', `${path} is longer than the whole spool of ${spoolGiB} GiB holds`, {
    path,
    spoolGiB,
  });
}

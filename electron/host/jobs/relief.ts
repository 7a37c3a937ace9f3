/** When the spool is full of jobs that wait for room, one gives its room up to the others. */
import { Failed } from '../../core/failed.ts';
import { isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';

export interface Relief {
  /** Has all the room that comes free until its sound is whole. */
  readonly first: JobRun | null;
  /** Its sound leaves the spool and is decoded again later. */
  readonly evict: JobRun | null;
  /** Alone it is longer than the whole spool. */
  readonly tooLong: JobRun | null;
}

const nothing: Relief = { first: null, evict: null, tooLong: null };

/** Pure. Nothing is done while any job can come to its end, and so free its room, without more of it. */
export function planRelief(begun: readonly JobRun[], isRunnable: (run: JobRun) => boolean): Relief {
  const whole = begun.filter(({ decode }) => decode === 'whole');
  const stuck = begun.filter(({ decode }) => decode === 'parked');
  const isEndNear = whole.some((run) => isRecognised(run) || isRunnable(run));
  if (stuck.length === 0 || isEndNear || begun.some(({ decode }) => decode === 'running')) return nothing;
  // By age, which stays as it is: ranks change as jobs are heard, and two could evict each other for ever.
  const inOrder = [...stuck].sort(isOlder);
  const first = inOrder.find(isRunnable) ?? inOrder[0];
  const others = [...whole, ...inOrder].filter((run) => run !== first);
  if (others.length === 0) return { ...nothing, tooLong: first ?? null };
  // The last in order; nothing is taken from under a worker that reads it.
  const evict = others.findLast((run) => run.batchesAboard === 0 && !run.isScanning);
  return { first: first ?? null, evict: evict ?? null, tooLong: null };
}

function isOlder({ record: a }: JobRun, { record: b }: JobRun): number {
  return a.acceptedAt - b.acceptedAt || (a.id < b.id ? -1 : 1);
}

export function tooLongForSpool(run: JobRun, spoolGiB: number): Failed {
  const { path } = run.record;
  return new Failed('file-too-long', `${path} is longer than the whole spool of ${spoolGiB} GiB holds`, {
    path,
    spoolGiB,
  });
}

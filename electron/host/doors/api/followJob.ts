/** Follows one job from where it is now to its end. */
import type { JobView } from '../../../contract/job.ts';
import type { PushEvent } from '../../../contract/push.ts';
import { Failed } from '../../../core/failed.ts';
import { isEnded } from '../../../core/schedule/jobState.ts';
import type { Jobs } from '../../jobs/jobsInterface.ts';
import { closing } from './drain.ts';
import type { Drain } from './drain.ts';
import type { Pushes } from '../pushes.ts';

export interface FollowPorts {
  readonly jobs: Pick<Jobs, 'get' | 'segments'>;
  readonly pushes: Pick<Pushes, 'tap'>;
  readonly drain: Pick<Drain, 'onCut'>;
}

export interface JobListener {
  /** The job as it is, at first and at each change; the last one has ended. */
  job?(job: JobView): void;
  /** Its punctuated text from the file's start, as far as it reaches without a gap. */
  text?(text: string): void;
}

export interface Following {
  /**
   * Settles with the job's last state. Rejects with job-not-found when it is removed, host-closing when the host ends before
   * it, and with whatever kept it from being read.
   */
  readonly ended: Promise<JobView>;
  stop(): void;
}

export function followJob(id: string, ports: FollowPorts, listener: JobListener = {}): Following {
  const { promise: ended, resolve, reject } = Promise.withResolvers<JobView>();
  // Who stops following asks for no end.
  ended.catch(() => undefined);
  let isOver = false;
  const take = (job: JobView): void => {
    if (isOver) return;
    listener.job?.(job);
    if (!isEnded(job.state)) return;
    stop();
    resolve(job);
  };
  const hear = (event: PushEvent): void => {
    if (event.type === 'job.changed') take(event.job);
    if (event.type === 'segments.recognised') listener.text?.(event.punctuatedText);
    if (event.type !== 'job.removed') return;
    stop();
    reject(new Failed('job-not-found', `job ${id} was removed`));
  };
  const untap = tapJob(ports.pushes, id, hear);
  const stop = (): void => {
    isOver = true;
    untap();
    stopHearing();
  };
  const stopHearing = ports.drain.onCut(() => reject(closing(id)));
  // Whatever happens while this is read comes as a push.
  const begin = async (): Promise<void> => {
    const { punctuatedText } = await ports.jobs.segments(id);
    if (!isOver && punctuatedText !== '') listener.text?.(punctuatedText);
    take(await ports.jobs.get(id));
  };
  begin().catch((thrown: unknown) => {
    stop();
    reject(thrown instanceof Error ? thrown : new Error(String(thrown)));
  });
  return { ended, stop };
}

type Tap = (event: PushEvent) => void;

/** A thousand requests that wait hear one event each, not each of all. */
const tapped = new WeakMap<FollowPorts['pushes'], Map<string, Set<Tap>>>();

function tapJob(pushes: FollowPorts['pushes'], id: string, hear: Tap): () => void {
  const byJob = tapped.get(pushes) ?? tapAll(pushes);
  const taps = byJob.get(id) ?? new Set();
  byJob.set(id, taps.add(hear));
  return () => {
    if (taps.delete(hear) && taps.size === 0 && byJob.get(id) === taps) byJob.delete(id);
  };
}

/** For as long as the pushes are there. */
function tapAll(pushes: FollowPorts['pushes']): Map<string, Set<Tap>> {
  const byJob = new Map<string, Set<Tap>>();
  tapped.set(pushes, byJob);
  pushes.tap((event) => {
    const id = jobOf(event);
    if (id !== null) for (const hear of [...(byJob.get(id) ?? [])]) hear(event);
  });
  return byJob;
}

function jobOf(event: PushEvent): string | null {
  if (event.type === 'job.changed') return event.job.id;
  if (event.type === 'segments.recognised') return event.jobId;
  return event.type === 'job.removed' ? event.id : null;
}

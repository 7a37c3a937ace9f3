/** Follows one job from where it is now to its end. */
import type { JobView } from '../../contract/job.ts';
import type { PushEvent } from '../../contract/push.ts';
import { Failed } from '../../core/failed.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import type { Jobs } from '../jobs/jobsInterface.ts';
import { closing } from './drain.ts';
import type { Drain } from './drain.ts';
import type { Pushes } from './pushes.ts';

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
    if (event.type === 'job.changed' && event.job.id === id) take(event.job);
    if (event.type === 'segments.recognised' && event.jobId === id) listener.text?.(event.punctuatedText);
    if (event.type === 'job.removed' && event.id === id)
      reject(new Failed('job-not-found', `job ${id} was removed`));
  };
  const untap = ports.pushes.tap(hear);
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

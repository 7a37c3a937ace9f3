/** Follows jobs by their pushes until they end. */
import type { JobView } from '../contract/job.ts';
import type { Push } from '../contract/push.ts';
import { isEnded } from '../core/schedule/jobState.ts';

export interface JobWatch {
  /** Hand it every push. */
  take(push: Push): void;
  /** A view from a reply: it counts unless a push said more already. */
  note(job: JobView): void;
  newest(id: string): JobView | undefined;
  /** Resolves with the view the job ended with. */
  ended(id: string): Promise<JobView>;
}

export function createJobWatch(onChange: (job: JobView) => void): JobWatch {
  const jobs = new Map<string, JobView>();
  const waiting = new Map<string, (job: JobView) => void>();
  const put = (job: JobView): void => {
    jobs.set(job.id, job);
    onChange(job);
    if (isEnded(job.state)) waiting.get(job.id)?.(job);
  };
  return {
    take: ({ event }) => {
      if (event.type === 'job.changed') put(event.job);
    },
    note: (job) => {
      if (!jobs.has(job.id)) put(job);
    },
    newest: (id) => jobs.get(id),
    ended: (id) =>
      new Promise((resolve) => {
        const job = jobs.get(id);
        if (job && isEnded(job.state)) resolve(job);
        else waiting.set(id, resolve);
      }),
  };
}

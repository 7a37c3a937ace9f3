/** Where a request's time went. */
import type { JobView } from '../../contract/job.ts';
import type { RequestView } from '../../contract/request.ts';

type Phases = Pick<RequestView, 'uploadMs' | 'queueMs' | 'recogniseMs' | 'answerMs'>;

/** `job`: what the request became; null: it brought no file. Times are ms of the host's clock. */
export function foldPhases(
  { beganAt, endedAt }: { readonly beganAt: number; readonly endedAt: number },
  job: Pick<JobView, 'acceptedAt' | 'startedAt' | 'endedAt'> | null,
): Phases {
  const none = { uploadMs: null, queueMs: null, recogniseMs: null, answerMs: null };
  // A job that was there before is another request's.
  if (job === null || job.acceptedAt < beganAt) return none;
  const startedAt = before(job.startedAt, endedAt);
  const textAt = startedAt === null ? null : before(job.endedAt, endedAt);
  return {
    uploadMs: Math.max(0, Math.min(job.acceptedAt, endedAt) - beganAt),
    queueMs: span(job.acceptedAt, startedAt),
    recogniseMs: span(startedAt, textAt),
    answerMs: span(textAt, endedAt),
  };
}

function before(at: number | null, endedAt: number): number | null {
  return at === null || at > endedAt ? null : at;
}

function span(from: number | null, to: number | null): number | null {
  return from === null || to === null ? null : Math.max(0, to - from);
}

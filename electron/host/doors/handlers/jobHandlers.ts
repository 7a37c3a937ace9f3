/** Calls about jobs and the transcripts that come of them. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

const dayMs = 86_400_000;

export function createJobHandlers({ jobs, settings }: HostParts) {
  return {
    'jobs.submit': ({ path, target, options, again }) =>
      jobs.submit({ path, target, isUpload: false, options, skipsDone: !again && settings.get().skipDone }),
    'jobs.list': (query) => jobs.list(query),
    'jobs.get': ({ id }) => jobs.get(id),
    'jobs.segments': ({ id }) => jobs.segments(id),
    'jobs.cancel': ({ id }) => jobs.cancel(id),
    'jobs.pause': ({ id }) => jobs.pause(id),
    'jobs.resume': ({ id }) => jobs.resume(id),
    'jobs.pauseAll': async () => ({ count: await jobs.pauseAll() }),
    'jobs.resumeAll': async () => ({ count: await jobs.resumeAll() }),
    'jobs.next': ({ id }) => jobs.next(id),
    'jobs.retry': ({ id }) => jobs.retry(id),
    'jobs.release': ({ id }) => jobs.release(id),
    'jobs.remove': async ({ id }) => {
      await jobs.remove(id);
      return {};
    },
    'jobs.removeEnded': async ({ days, dryRun }) => ({ count: await jobs.removeEnded(days * dayMs, dryRun) }),
  } satisfies Partial<Handlers>;
}

/** A job as the doors for programs show it. Times are ISO 8601 in UTC, lengths seconds; null is unknown. */
import type { JobView } from '../../contract/job.ts';
import { isEnded } from '../schedule/jobState.ts';
import { toApiError } from './apiError.ts';
import type { Language } from '../../contract/language.ts';
import type { ApiJob } from './apiSchemas.ts';

export function renderApiJob(job: JobView, language: Language): ApiJob {
  const { id, state, waiting, name, bytes, progress, failure } = job;
  return {
    ...{ id, object: 'transcription.job', state, waiting, is_ended: isEnded(state), name, bytes },
    created_at: writeTime(job.acceptedAt) ?? '',
    started_at: writeTime(job.startedAt),
    ended_at: writeTime(job.endedAt),
    progress: {
      ...{ stage: progress.stage, fraction: progress.fraction, duration: progress.totalS },
      ...{ speech: progress.speechS, recognised: progress.recognisedS, eta: progress.etaS },
    },
    ...{ model: job.modelName, device: job.device, is_demo: job.isDemo, is_simulated: job.isSimulated },
    error: failure && toApiError(failure, language).body.error,
  };
}

function writeTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}

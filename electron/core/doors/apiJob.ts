/** A job as the doors for programs show it. Times are ISO 8601 in UTC, lengths seconds; null is unknown. */
import type { JobView } from '../../contract/job.ts';
import { isEnded } from '../schedule/jobState.ts';
import { toApiError } from './apiError.ts';
import type { ApiLanguage } from './apiFailureTexts.ts';

export interface ApiJob {
  readonly id: string;
  readonly object: 'transcription.job';
  readonly state: JobView['state'];
  /** Why it waits, in `waiting`. */
  readonly waiting: JobView['waiting'];
  readonly is_ended: boolean;
  readonly name: string;
  readonly bytes: number;
  readonly created_at: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly progress: {
    readonly stage: JobView['progress']['stage'];
    /** 0…1, never falling. */
    readonly fraction: number | null;
    readonly duration: number | null;
    readonly speech: number;
    readonly recognised: number;
    readonly eta: number | null;
  };
  readonly model: string;
  readonly device: string | null;
  readonly is_demo: boolean;
  readonly is_simulated: boolean;
  readonly error: unknown;
}

export function renderApiJob(job: JobView, language: ApiLanguage): ApiJob {
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

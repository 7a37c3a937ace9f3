/** The shapes of what the doors for programs answer. Names are those programs read; times are ISO 8601, lengths seconds, null is unknown. */
import { z } from 'zod';
import { jobStage, jobState, jobView } from '../../contract/job.ts';

const seconds = z.number().nonnegative();
const span = z.object({ start: seconds, end: seconds });

export const apiErrorBody = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.string().nullable(),
    /** Of ParaDeck's closed list of failures. */
    code: z.string(),
    /** What to do about it. */
    fix: z.string(),
    detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  }),
});

const usage = z.object({ type: z.literal('duration'), seconds: z.int() });
/** What of a transcript no OpenAI field says. */
const own = {
  job_id: z.string(),
  model: z.string(),
  is_demo: z.literal(true).optional(),
  /** A person has corrected the text since, then; left out: it is as recognised. */
  edited_at: z.iso.datetime().optional(),
  notes: z.array(z.string()),
  /** Stretches without an answer. */
  holes: z.array(span),
};

export const apiTranscription = z.object({ text: z.string(), usage, ...own });

export const apiVerboseTranscription = z.object({
  task: z.literal('transcribe'),
  language: z.string(),
  duration: seconds,
  text: z.string(),
  segments: z
    .array(
      span.extend({
        ...{ id: z.int(), text: z.string() },
        // Whisper's own figures, which no model of ours has: clients look for the keys.
        ...{ seek: z.null(), tokens: z.array(z.int()), temperature: z.null() },
        ...{ avg_logprob: z.null(), compression_ratio: z.null(), no_speech_prob: z.null() },
      }),
    )
    .optional(),
  words: z.array(span.extend({ word: z.string() })).optional(),
  usage,
  ...own,
  /** cif: measured by the model; spread: estimated. */
  times_source: z.enum(['cif', 'spread']),
  hotwords: z.array(z.string()),
});

export const apiJob = z.object({
  id: z.string(),
  object: z.literal('transcription.job'),
  state: jobState,
  /** Why it waits, in `waiting`. */
  waiting: jobView.shape.waiting,
  is_ended: z.boolean(),
  name: z.string(),
  bytes: z.number(),
  created_at: z.iso.datetime(),
  started_at: z.iso.datetime().nullable(),
  ended_at: z.iso.datetime().nullable(),
  progress: z.object({
    stage: jobStage,
    /** 0…1, never falling. */
    fraction: z.number().nullable(),
    duration: seconds.nullable(),
    speech: seconds,
    recognised: seconds,
    eta: seconds.nullable(),
  }),
  model: z.string(),
  device: z.string().nullable(),
  is_demo: z.boolean(),
  is_simulated: z.boolean(),
  error: apiErrorBody.shape.error.nullable(),
});

export const apiAcceptedJob = apiJob.extend({ is_repeated: z.literal(true).optional() });
export const apiJobWithText = apiJob.extend({ text: z.string() });

export const apiModel = z.object({
  id: z.string(),
  object: z.literal('model'),
  created: z.int(),
  owned_by: z.string(),
  name: z.string(),
});
export const apiModels = z.object({ object: z.literal('list'), data: z.array(apiModel) });

export const apiHealth = z.object({ status: z.literal('ok'), version: z.string() });
export const apiReadiness = z.object({ is_ready: z.boolean(), instances: z.int(), fronts: z.int() });

export type ApiErrorBody = z.infer<typeof apiErrorBody>;
export type ApiJob = z.infer<typeof apiJob>;

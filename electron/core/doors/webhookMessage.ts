/** What a webhook says, when it is tried again, and whom it may not reach. */
import { z } from 'zod';
import type { JobView } from '../../contract/job.ts';
import { renderApiJob } from './apiJob.ts';
import { apiJob } from './apiSchemas.ts';

export const webhookMessage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('job.ended'),
    timestamp: z.iso.datetime(),
    /** `text` only where the settings say so. */
    data: z.object({ job: apiJob, text: z.string().optional() }),
  }),
  z.object({
    type: z.literal('queue.ended'),
    timestamp: z.iso.datetime(),
    /** Jobs by the state they ended in, since the queue was empty last. */
    data: z.object({ jobs: z.record(z.string(), z.int()) }),
  }),
  z.object({ type: z.literal('test'), timestamp: z.iso.datetime(), data: z.object({}) }),
]);

export type WebhookMessage = z.infer<typeof webhookMessage>;

export function renderJobEnded(job: JobView, at: number, text?: string): WebhookMessage {
  const data = { job: renderApiJob(job, 'en'), ...(text !== undefined && { text }) };
  return { type: 'job.ended', timestamp: new Date(at).toISOString(), data };
}

/** Before each further try, s: two hours in all, then it is given up. */
const waitsS = [5, 30, 120, 600, 1_800, 4_200] as const;

/** `tries`: so many have failed. null: no more. */
export function planRetryMs(tries: number): number | null {
  const waitS = waitsS[tries - 1];
  return waitS === undefined ? null : waitS * 1000;
}

/** Whether another try may help: an answer that says the message itself is wrong will be the same again. */
export function mayHelpAgain(status: number | null): boolean {
  return status === null || status >= 500 || status === 408 || status === 425 || status === 429;
}

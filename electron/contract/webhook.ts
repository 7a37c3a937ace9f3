/** Telling a program elsewhere that a job, or all of them, ended. Messages are signed as standardwebhooks.com has it. */
import { z } from 'zod';

export const webhookEvent = z.enum(['job.ended', 'queue.ended']);

/** Its secret is told to nobody; null: it tells nobody. */
export const webhookView = z.object({
  url: z.string().nullable(),
  events: z.array(webhookEvent),
  /** A job's text goes with it. */
  hasText: z.boolean(),
  /** This machine and the network around it may be told, too. */
  allowsPrivate: z.boolean(),
  hasSecret: z.boolean(),
  /** Messages that wait, for their turn or for another try; they outlast the host. */
  waiting: z.int().nonnegative(),
  last: z
    .object({
      at: z.number(),
      state: z.enum(['delivered', 'again', 'given-up']),
      /** null: no answer came. */
      status: z.int().nullable(),
      /** What the system or the network said; null: an answer came. */
      error: z.string().nullable(),
    })
    .nullable(),
});

export const webhookDraft = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, hostname: /^.+$/ })
    .max(1000)
    .nullable(),
  events: z.array(webhookEvent).max(webhookEvent.options.length),
  hasText: z.boolean(),
  allowsPrivate: z.boolean(),
  /** Bytes as base64 behind `whsec_`, or any words; null: unsigned; left out: as it was. */
  secret: z.string().min(8).max(200).nullable().optional(),
});

export const webhookTried = z.object({
  isDelivered: z.boolean(),
  status: z.int().nullable(),
  error: z.string().nullable(),
  ms: z.number().nonnegative(),
});

const nothing = z.strictObject({});

/** Rows of the one table in api.ts. */
export const webhookCalls = {
  'webhook.get': { scope: 'read', input: nothing, output: webhookView },
  'webhook.set': { scope: 'operate', input: webhookDraft, output: webhookView },
  /** Sends one message now, once. */
  'webhook.test': { scope: 'operate', input: nothing, output: webhookTried },
} as const;

export type WebhookView = z.infer<typeof webhookView>;
export type WebhookDraft = z.infer<typeof webhookDraft>;
export type WebhookTried = z.infer<typeof webhookTried>;

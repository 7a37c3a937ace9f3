/** A file on its way from a browser, in as many pieces as its connection takes. */
import { z } from 'zod';
import { jobOptions, jobTarget, jobView } from './job.ts';

export const uploadDraft = z.strictObject({
  name: z.string().min(1).max(1000),
  bytes: z.int().nonnegative(),
  target: jobTarget,
  options: jobOptions.optional(),
});

/** What has come of it lies on the host's disk: it outlives connections and the host. */
export const uploadView = z.object({
  id: z.string(),
  bytes: z.int(),
  /** Bytes that have come: the next piece begins there. */
  offset: z.int(),
  /** null until all of it is there. */
  job: jobView.nullable(),
});

export type UploadDraft = z.infer<typeof uploadDraft>;
export type UploadView = z.infer<typeof uploadView>;

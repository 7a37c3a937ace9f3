/** What the doors for programs answered: no text, no names of files, no keys. */
import { z } from 'zod';
import { instanceId } from './instance.ts';
import { jobId } from './job.ts';

const ms = z.number().nonnegative().nullable();

export const requestView = z.object({
  /** Counted from the host's start. */
  id: z.int().positive(),
  at: z.number(),
  /** null: the fleet's door. */
  instanceId: instanceId.nullable(),
  /** GET, POST … or WS: a recording over FunASR's protocol. */
  method: z.string(),
  /** One of few: ids in it are written `:id`. */
  route: z.string(),
  status: z.int(),
  /** The failure's code; null: none, or it was told in the answer's middle. */
  code: z.string().nullable(),
  /** null: none was asked for. */
  keyName: z.string().nullable(),
  jobId: jobId.nullable(),
  /** Until its file was accepted; null: it brought none, or one that was known. */
  uploadMs: ms,
  /** Until its job began. null here and below: not before the answer was out. */
  queueMs: ms,
  recogniseMs: ms,
  /** From the text to the answer's last byte. */
  answerMs: ms,
  totalMs: z.number().nonnegative(),
  /** Requests turned away alike, counted in one; `at` is the first one's, `totalMs` the longest's. */
  times: z.int().positive().default(1),
});

/** Most requests that are remembered. */
export const requestsKept = 500;

export type RequestView = z.infer<typeof requestView>;

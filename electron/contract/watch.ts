/** Watched folders: what lies in them and keeps still is transcribed. */
import { z } from 'zod';
import { failure } from './failure.ts';
import { jobTarget } from './job.ts';

export const watchId = z.string().min(1).max(64);

export const watchSpec = z.object({
  id: watchId,
  /** Absolute, on the box; with all folders in it. */
  dir: z.string().min(1).max(4096),
  target: jobTarget,
  isOn: z.boolean(),
  /** false: what lay in it at the first look is left alone. */
  takesPresent: z.boolean(),
  /** Something was mounted there when it was added; without it the folder counts as missing. */
  isMount: z.boolean(),
});

export const watchView = watchSpec.extend({
  /** missing: not there, or nothing is mounted there now; unreadable: no right to list it. Both mend themselves. */
  state: z.enum(['looking', 'watching', 'off', 'missing', 'unreadable']),
  /** Files of sound in it at the last look; null before the first, and where it failed. */
  files: z.int().nonnegative().nullable(),
  /** New ones that have not kept still long enough. */
  unsettled: z.int().nonnegative(),
  /** Accepted since the host runs. */
  taken: z.int().nonnegative(),
  /** What could not be read or accepted at the last look, the first of them; tried again at the next. */
  trouble: z.object({ path: z.string(), count: z.int().positive(), failure }).nullable(),
});

export const watchDraft = watchSpec.pick({ dir: true }).extend({
  target: jobTarget.default({ kind: 'fleet' }),
  takesPresent: z.boolean().default(true),
});

export type WatchSpec = z.infer<typeof watchSpec>;
export type WatchView = z.infer<typeof watchView>;
export type WatchDraft = z.output<typeof watchDraft>;

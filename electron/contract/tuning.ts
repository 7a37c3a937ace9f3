/** How the onnx engine computes on this machine: what a worker is told of it, and what it says. */
import { z } from 'zod';

/** Threads of its pool, segments at once, one run for a whole batch or one for each segment. */
export const tuning = z.strictObject({
  threads: z.int().positive(),
  lanes: z.int().positive(),
  batch: z.enum(['whole', 'single']),
});

/** What was measured on this machine with this model; what is null is measured at this start. */
export const knownTuning = z.strictObject({
  /** What `auto` came to be, and what it read in the warm-up. */
  precision: z.enum(['fp32', 'int8']).nullable(),
  warmupText: z.string().nullable(),
  tuning: tuning.nullable(),
  /** No other count is tried. */
  threadsAreAsked: z.boolean(),
});

/** gain: times as fast as by the rule of thumb, 1 where nothing is clearly faster, null where it was not measured now. */
export const tuned = z.object({ tuning, gain: z.number().positive().nullable() });

export type Tuning = z.infer<typeof tuning>;
export type KnownTuning = z.infer<typeof knownTuning>;

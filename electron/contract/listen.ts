/** Listening to what a transcript came of: a 16 kHz mono copy of the source that any browser plays. */
import { z } from 'zod';

/** Most peaks a copy is told with. */
export const longestPeaks = 2000;

export const listening = z.discriminatedUnion('state', [
  /** The copy is being made; totalS null: not known yet. */
  z.object({
    state: z.literal('preparing'),
    decodedS: z.number().nonnegative(),
    totalS: z.number().nonnegative().nullable(),
  }),
  /** Plays at /api/audio/JOB, in ranges. */
  z.object({
    state: z.literal('ready'),
    durationS: z.number().nonnegative(),
    /** Loudest sample of each of so many equal stretches, 0…1; for the waveform. */
    peaks: z.array(z.number().min(0).max(1)).max(longestPeaks),
  }),
]);

export type ListeningView = z.infer<typeof listening>;

/** Calls about folders of the box that a browser may pick recordings from; rows of the one table in api.ts. */
import { z } from 'zod';
import { jobTarget, jobView } from './job.ts';

/** A folder of the settings, and a way down from it: names with `/` between, '' for the folder itself. */
const place = z.strictObject({ folder: z.string().max(4096), path: z.string().max(4096).default('') });

export const mediaEntry = z.object({
  name: z.string(),
  kind: z.enum(['folder', 'sound']),
  /** null: of a folder. */
  bytes: z.number().nullable(),
});

export const mediaCalls = {
  /** Folders and recordings, no links and nothing hidden; `leftOut`: more are there than are told. */
  'media.list': {
    scope: 'operate',
    input: place,
    output: z.object({ entries: z.array(mediaEntry), leftOut: z.int().nonnegative() }),
  },
  'media.submit': {
    scope: 'operate',
    input: place.extend({ target: jobTarget, again: z.boolean().default(false) }),
    output: jobView,
  },
} as const;

export type MediaEntry = z.infer<typeof mediaEntry>;

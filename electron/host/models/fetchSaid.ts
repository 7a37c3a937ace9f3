/** What python/paradeck_fetch says: one JSON line each, mirrored in its __main__.py. */
import { z } from 'zod';

const fetchSaid = z.discriminatedUnion('type', [
  /** The hub named the files: their sum, and the address that was asked. */
  z.object({ type: z.literal('listed'), totalBytes: z.number().nonnegative(), endpoint: z.string() }),
  /** Bytes on disk; of these keptBytes were there before. */
  z.object({
    type: z.literal('progress'),
    doneBytes: z.number().nonnegative(),
    keptBytes: z.number().nonnegative(),
  }),
  z.object({ type: z.literal('done') }),
  z.object({
    type: z.literal('failed'),
    code: z.enum([
      ...(['fetch-not-found', 'fetch-refused', 'fetch-broken', 'fetch-too-slow', 'fetch-damaged'] as const),
      ...(['model-invalid', 'disk-full', 'home-not-writable'] as const),
      ...(['proxy-socks', 'certificate-unknown'] as const),
    ]),
    message: z.string(),
  }),
]);

export type FetchSaid = z.infer<typeof fetchSaid>;

/** null: a line that is none of the script's. */
export function parseFetchSaid(line: string): FetchSaid | null {
  try {
    const parsed = fetchSaid.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

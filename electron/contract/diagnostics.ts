/** The diagnostics bundle: one zip for whoever helps, with nothing in it that is the user's own. */
import { z } from 'zod';

/** What a bundle holds, in the order it is shown. */
export const bundlePart = z.enum([
  'checks',
  'versions',
  'settings',
  'instances',
  'envelopes',
  'jobs',
  'host-log',
  'request-log',
  'worker-logs',
]);

export const bundleFile = z.object({
  name: z.string(),
  part: bundlePart,
  /** Before it is packed. */
  bytes: z.int().nonnegative(),
});

export const diagnostics = z.object({
  fileName: z.string(),
  files: z.array(bundleFile),
  zipBase64: z.base64(),
});

export type BundlePart = z.infer<typeof bundlePart>;
export type BundleFile = z.infer<typeof bundleFile>;
export type Diagnostics = z.infer<typeof diagnostics>;

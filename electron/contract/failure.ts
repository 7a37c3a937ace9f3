/** The closed list of ways a call can fail; every code has a cause and a fix in both languages in the panel. */
import { z } from 'zod';

export const failureCode = z.enum([
  // callers
  'bad-request',
  'unauthorised',
  'forbidden',
  'unknown-call',
  'too-large',
  'busy',
  'key-missing',
  'key-not-found',
  // things that are not there, or in the way
  'instance-not-found',
  'instance-name-taken',
  'instance-port-taken',
  'instance-not-stopped',
  'job-not-found',
  'job-not-finished',
  'job-cancelled',
  'transcript-not-found',
  'transcript-edited',
  'model-not-found',
  'model-invalid',
  'model-in-use',
  'engine-not-installed',
  'engine-broken',
  'python-missing',
  'gpu-not-found',
  'gpu-memory-short',
  'fetch-not-found',
  'fetch-refused',
  'fetch-broken',
  'fetch-too-slow',
  'fetch-damaged',
  'install-unreachable',
  'install-refused',
  'install-no-build',
  'install-damaged',
  'install-no-room',
  'install-failed',
  'proxy-socks',
  'certificate-unknown',
  // audio
  'file-missing',
  'file-not-found',
  'file-is-folder',
  'file-unreadable',
  'folder-not-found',
  'folder-unreadable',
  'folder-watched',
  'file-empty',
  'file-not-audio',
  'file-no-sound',
  'file-truncated',
  'file-refused',
  'file-too-long',
  'file-changed',
  'decoder-missing',
  'decoder-killed',
  // results
  'output-exists',
  'output-not-writable',
  // the box
  'disk-full',
  'home-not-writable',
  'home-in-use',
  'port-taken',
  'worker-died',
  'worker-failed',
  'instance-unavailable',
  'host-closing',
  'coverage-incomplete',
  'internal',
]);

/** `detail` holds what a translation needs (file name, port, …); `message` is English for logs and programs. */
export const failure = z.object({
  code: failureCode,
  message: z.string(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

export type FailureCode = z.infer<typeof failureCode>;
export type Failure = z.infer<typeof failure>;

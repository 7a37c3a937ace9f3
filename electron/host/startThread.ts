/** The host's threads. */
import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { WorkerOptions } from 'node:worker_threads';

/** What is compiled for the host is so for the thread, which else loads the compiler for itself: 20 MB. */
export function startThread(script: URL, options: WorkerOptions = {}): Worker {
  // Node names the folder of its own version within the one it was told.
  const cache = getCompileCacheDir();
  const env = { ...process.env, ...(cache !== undefined && { NODE_COMPILE_CACHE: dirname(cache) }) };
  return new Worker(script, { ...options, env });
}

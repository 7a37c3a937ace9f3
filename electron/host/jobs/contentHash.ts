/** Digests of whole files, made on a thread of their own that is started with the first. */
import type { Worker } from 'node:worker_threads';
import type { Closable } from '../ports.ts';
import { startThread } from '../startThread.ts';
import type { HashReply, HashRequest } from './hashThread.ts';

export interface ContentHasher extends Closable {
  /** sha-256 of the file's bytes, hexadecimal; null: it could not be read, or the signal was aborted. */
  hash(path: string, signal: AbortSignal): Promise<string | null>;
}

export function createContentHasher(): ContentHasher {
  const waiting = new Map<number, (sha256: string | null) => void>();
  let worker: Worker | null = null;
  let lastId = 0;

  function give({ id, sha256 }: HashReply): void {
    waiting.get(id)?.(sha256);
    waiting.delete(id);
  }
  function leave(): void {
    worker = null;
    for (const id of [...waiting.keys()]) give({ id, sha256: null });
  }
  function start(): Worker {
    const thread = startThread(new URL('./hashThread.ts', import.meta.url));
    thread.on('message', give);
    // Without digests nothing is skipped, and that is all.
    thread.on('error', leave);
    thread.unref();
    return thread;
  }
  return {
    async hash(path, signal) {
      if (signal.aborted) return null;
      const thread = (worker ??= start());
      const id = ++lastId;
      const ask = (request: HashRequest): void => thread.postMessage(request);
      const cancel = (): void => ask({ id, path: null });
      signal.addEventListener('abort', cancel, { once: true });
      const answered = new Promise<string | null>((resolve) => waiting.set(id, resolve));
      ask({ id, path });
      const sha256 = await answered;
      signal.removeEventListener('abort', cancel);
      return signal.aborted ? null : sha256;
    },
    async close() {
      const thread = worker;
      leave();
      await thread?.terminate();
    },
  };
}

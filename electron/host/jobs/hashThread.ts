/** The worker thread that reads whole files for their digests, so that the event loop need not. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';

/** `path` null: nobody waits for it any more. */
export interface HashRequest {
  readonly id: number;
  readonly path: string | null;
}

export interface HashReply {
  readonly id: number;
  /** Hexadecimal; null: the file could not be read to its end. */
  readonly sha256: string | null;
}

const pieceBytes = 1024 * 1024;

async function hashFile(path: string, signal: AbortSignal): Promise<string | null> {
  const hash = createHash('sha256');
  try {
    for await (const piece of createReadStream(path, { highWaterMark: pieceBytes, signal })) {
      hash.update(piece as Buffer);
    }
    return hash.digest('hex');
  } catch {
    return null;
  }
}

function answer(port: MessagePort): void {
  const reading = new Map<number, AbortController>();
  port.on('message', ({ id, path }: HashRequest) => {
    if (path === null) return reading.get(id)?.abort();
    const abort = new AbortController();
    reading.set(id, abort);
    void hashFile(path, abort.signal).then((sha256) => {
      reading.delete(id);
      port.postMessage({ id, sha256 } satisfies HashReply);
    });
  });
}

if (!parentPort) throw new Error('hashThread.ts is started by contentHash.ts as a worker thread.');
answer(parentPort);

/** Takes a file streamed by a browser: straight to disk, under a limit, and gone again if the stream breaks off. */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failed } from '../core/failed.ts';

/** Largest upload, bytes. */
export const uploadLimitBytes = 2 * 1024 ** 3;

/** Of a file still on its way. */
const partEnding = '.part';

export interface Upload {
  readonly body: Readable;
  /** Folder for uploads. */
  readonly dir: string;
  readonly limitBytes: number;
}

/** Path of the whole file, synced to disk. Throws too-large, disk-full or file-truncated and leaves nothing then. */
export async function receiveUpload({ body, dir, limitBytes }: Upload): Promise<string> {
  // Our own name on disk: the browser's is a display string only.
  const path = join(dir, randomUUID());
  const part = `${path}${partEnding}`;
  try {
    // flush: fsync before close, since an accepted job must survive a power cut.
    const file = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await pipeline(body, limitStream(limitBytes), file);
    await rename(part, path);
    return path;
  } catch (thrown) {
    await rm(part, { force: true });
    throw foldBroken(thrown, dir);
  }
}

/** Removes what a killed host was in the middle of receiving. */
export async function sweepUploads(dir: string): Promise<void> {
  const parts = (await readdir(dir)).filter((name) => name.endsWith(partEnding));
  await Promise.all(parts.map((name) => rm(join(dir, name), { force: true })));
}

function limitStream(limitBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > limitBytes) done(tooLarge(limitBytes));
      else done(null, chunk);
    },
  });
}

function tooLarge(limitBytes: number): Failed {
  return new Failed('too-large', `larger than ${limitBytes} bytes`, { limitBytes });
}

function foldBroken(thrown: unknown, dir: string): unknown {
  if (thrown instanceof Failed) return thrown;
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new Failed('disk-full', `no room in ${dir}`, { path: dir });
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Failed('file-truncated', 'the upload broke off');
  }
  return thrown;
}

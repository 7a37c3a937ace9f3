/**
 * Streams a file to disk under a limit: whole, and gone again if the stream breaks off (what a killed host was receiving
 * is swept when the jobs open), or in pieces.
 */
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Readable } from 'node:stream';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Failed } from '../../core/failed.ts';
import { isNoRoom } from '../home/noRoom.ts';

/** Largest upload, bytes. */
export const uploadLimitBytes = 2 * 1024 ** 3;

export interface Upload {
  readonly body: Readable;
  /** Folder for uploads. */
  readonly dir: string;
  readonly limitBytes: number;
  /** false: whoever receives it syncs it; left out: it is synced. */
  readonly isSynced?: boolean;
}

/** Path of the whole file, synced to disk. Throws too-large, disk-full or file-truncated and leaves nothing then. */
export async function receiveUpload({ body, dir, limitBytes, isSynced = true }: Upload): Promise<string> {
  // Our own name on disk: the browser's is a display string only.
  const path = join(dir, randomUUID());
  try {
    // flush: fsync before close, since an accepted job must survive a power cut.
    const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: isSynced });
    await pipeline(body, limitStream(limitBytes), file);
    return path;
  } catch (thrown) {
    await rm(path, { force: true });
    throw foldBroken(thrown, dir);
  }
}

export interface Piece {
  /** A file that is there, and has come to `offset`. */
  readonly path: string;
  readonly body: Readable;
  readonly offset: number;
  /** More than that is too large. */
  readonly leftBytes: number;
}

/** Adds a piece to a file, synced to disk. What came before it broke off stays. Throws as receiveUpload. */
export async function appendUpload({ path, body, offset, leftBytes }: Piece): Promise<void> {
  try {
    const file = createWriteStream(path, { flags: 'r+', start: offset, flush: true });
    await pipeline(body, limitStream(leftBytes), file);
  } catch (thrown) {
    throw foldBroken(thrown, dirname(path));
  }
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
  if (isNoRoom(thrown)) return new Failed('disk-full', `no room in ${dir}`, { path: dir });
  const { code } = thrown as NodeJS.ErrnoException;
  if (code === 'ECONNRESET' || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return new Failed('file-truncated', 'the upload broke off');
  }
  return thrown;
}

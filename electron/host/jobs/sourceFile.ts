/** A job's source: what can be known of a file before it is decoded. */
import { constants } from 'node:fs';
import { open, realpath, stat } from 'node:fs/promises';
import type { FailureCode } from '../../contract/failure.ts';
import { Failed } from '../../core/failed.ts';

export interface SourceFile {
  /** Absolute, links resolved. */
  readonly path: string;
  readonly bytes: number;
  readonly mtimeMs: number;
}

/** Throws file-not-found, file-is-folder, file-refused (a pipe, device or socket), file-empty or file-unreadable. */
export async function readSource(given: string): Promise<SourceFile> {
  try {
    const path = await realpath(given);
    // Before it is opened: a pipe would wait for its writer, a device may act on being opened.
    const { size: bytes, mtimeMs, ...kind } = await describe(path);
    if (kind.isFolder) throw new Failed('file-is-folder', `${given} is a folder`, { path: given });
    if (!kind.isFile) {
      throw new Failed('file-refused', `${given} is a pipe, device or socket, not a file`, { path: given });
    }
    if (bytes === 0) throw new Failed('file-empty', `${given} has no bytes`, { path: given });
    await readOneByte(path);
    return { path, bytes, mtimeMs };
  } catch (thrown) {
    throw foldSourceError(thrown, given);
  }
}

/** Throws file-changed where the file is not what was accepted; else as readSource. */
export async function checkSource(accepted: SourceFile): Promise<void> {
  const now = await readSource(accepted.path);
  if (isSameSource(accepted, now)) return;
  throw new Failed('file-changed', `${accepted.path} was changed after it was accepted`, {
    path: accepted.path,
  });
}

export function isSameSource(accepted: SourceFile, now: SourceFile): boolean {
  return now.bytes === accepted.bytes && now.mtimeMs === accepted.mtimeMs;
}

async function describe(
  path: string,
): Promise<{ size: number; mtimeMs: number; isFolder: boolean; isFile: boolean }> {
  const found = await stat(path);
  return { size: found.size, mtimeMs: found.mtimeMs, isFolder: found.isDirectory(), isFile: found.isFile() };
}

async function readOneByte(path: string): Promise<void> {
  // O_NONBLOCK: should a pipe have taken its place meanwhile, nobody waits for a writer.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    await file.read(Buffer.alloc(1), 0, 1, 0);
  } finally {
    await file.close();
  }
}

function foldSourceError(thrown: unknown, path: string): Failed {
  if (thrown instanceof Failed) return thrown;
  const { code = 'unknown', message } = thrown as NodeJS.ErrnoException;
  const isMissing = code === 'ENOENT';
  const failure: FailureCode = isMissing ? 'file-not-found' : 'file-unreadable';
  const text = isMissing ? `there is no file ${path}` : `${path} cannot be read: ${message}`;
  return new Failed(failure, text, { path, code });
}

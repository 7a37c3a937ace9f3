/** A job's source: what can be known of a file before it is decoded. */
import { constants } from 'node:fs';
import { open, readlink, realpath, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
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
    const source = await findSource(given);
    await readOneByte(source.path);
    return source;
  } catch (thrown) {
    throw foldSourceError(thrown, given);
  }
}

/** All that can be known without opening it: a pipe would wait for its writer, a device may act on being opened. */
async function findSource(given: string): Promise<SourceFile> {
  const path = await realpath(given);
  const { size: bytes, mtimeMs, ...kind } = await describe(path);
  if (kind.isFolder) throw new Failed('file-is-folder', `${given} is a folder`, { path: given });
  if (!kind.isFile) {
    throw new Failed('file-refused', `${given} is a pipe, device or socket, not a file`, { path: given });
  }
  if (bytes === 0) throw new Failed('file-empty', `${given} has no bytes`, { path: given });
  return { path, bytes, mtimeMs };
}

/** Throws file-changed where the file is not what was accepted; else as readSource, but that it is not opened. */
export async function checkSource(accepted: SourceFile): Promise<void> {
  const now = await findSource(accepted.path).catch((thrown: unknown) => {
    throw foldSourceError(thrown, accepted.path);
  });
  // A link has taken its place, or a folder's above it.
  if (now.path === accepted.path && isSameSource(accepted, now)) return;
  throw changed(accepted.path);
}

/**
 * The accepted file itself, open for reading: whatever is put in its place from here on is not read. Throws file-changed
 * where another file is there already, or a link is on the way to it; else as readSource.
 */
export async function openSource(accepted: SourceFile): Promise<FileHandle> {
  await checkSource(accepted);
  const { path } = accepted;
  const file = await openItself(path);
  try {
    const { size: bytes, mtimeMs } = await file.stat();
    const isItself =
      isSameSource(accepted, { path, bytes, mtimeMs }) && (await readPlace(file, path)) === path;
    if (!isItself) throw changed(path);
    return file;
  } catch (thrown) {
    await file.close();
    throw foldSourceError(thrown, path);
  }
}

/** O_NONBLOCK: should a pipe have taken its place meanwhile, nobody waits for a writer. */
async function openItself(path: string): Promise<FileHandle> {
  const { O_RDONLY, O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants;
  try {
    return await open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (thrown) {
    throw (thrown as NodeJS.ErrnoException).code === 'ELOOP' ? changed(path) : foldSourceError(thrown, path);
  }
}

/** Where an open file is: what Linux says of it; elsewhere, where its path leads now. */
function readPlace(file: FileHandle, path: string): Promise<string> {
  return readlink(`/proc/self/fd/${file.fd}`).catch(() => realpath(path));
}

function changed(path: string): Failed {
  return new Failed('file-changed', `${path} was changed after it was accepted`, { path });
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

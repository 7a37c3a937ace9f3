/** Walks a folder for files of sound. What can't be read on the way is told and does not end the walk. */
import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isAudioName } from '../../core/audio/audioExtensions.ts';
import { Failed } from '../../core/failed.ts';
import type { FoundFile } from '../../core/watch/planLook.ts';

export interface FolderReading {
  readonly files: readonly FoundFile[];
  readonly troubles: readonly Trouble[];
}

export interface Trouble {
  readonly path: string;
  readonly failed: Failed;
}

/** Files asked for their size at the same time; a network drive answers slowly, and not only us. */
const askedAtOnce = 16;

/**
 * Hidden names and `leave`, a folder, are passed over; links to folders are not followed, so that no walk is endless.
 * Throws folder-not-found or folder-unreadable for the folder itself, whatever is wrong within.
 */
export async function readFolder(dir: string, leave: string, signal: AbortSignal): Promise<FolderReading> {
  const files: FoundFile[] = [];
  const troubles: Trouble[] = [];
  const left = [dir];
  for (let folder = left.pop(); folder !== undefined && !signal.aborted; folder = left.pop()) {
    const found = await listFolder(folder).catch((thrown: unknown) => {
      const failed = foldFolderError(thrown, folder ?? dir);
      if (folder === dir) throw failed;
      // Gone since its parent was listed.
      if (failed.code !== 'folder-not-found') troubles.push({ path: folder ?? dir, failed });
      return null;
    });
    if (!found) continue;
    left.push(...found.folders.filter((one) => one !== leave));
    for (let at = 0; at < found.names.length; at += askedAtOnce) {
      const described = await Promise.all(found.names.slice(at, at + askedAtOnce).map(describe));
      files.push(...described.filter((file) => file !== null));
    }
  }
  return { files, troubles };
}

async function listFolder(folder: string): Promise<{ folders: string[]; names: string[] }> {
  const entries = await readdir(folder, { withFileTypes: true });
  const shown = entries.filter(({ name }) => !name.startsWith('.'));
  return {
    folders: shown.filter((entry) => entry.isDirectory()).map(({ name }) => join(folder, name)),
    names: shown
      .filter((entry) => (entry.isFile() || entry.isSymbolicLink()) && isAudioName(entry.name))
      .map(({ name }) => join(folder, name)),
  };
}

/** null: it has gone, or is no file. */
async function describe(path: string): Promise<FoundFile | null> {
  const found = await stat(path).catch(() => null);
  return found?.isFile() ? { path, bytes: found.size, mtimeMs: found.mtimeMs } : null;
}

function foldFolderError(thrown: unknown, path: string): Failed {
  const { code = 'unknown', message } = thrown as NodeJS.ErrnoException;
  const detail = { path, code };
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failed('folder-not-found', `there is no folder ${path}`, detail);
  }
  return new Failed('folder-unreadable', `${path} cannot be listed: ${message}`, detail);
}

export interface FolderPlace {
  /** Absolute, links resolved. */
  readonly dir: string;
  /** Another file system begins there. */
  readonly isMount: boolean;
}

/** Throws folder-not-found or folder-unreadable. */
export async function findFolder(given: string): Promise<FolderPlace> {
  try {
    const dir = await realpath(given);
    await readdir(dir);
    return { dir, isMount: await isMountPoint(dir) };
  } catch (thrown) {
    throw foldFolderError(thrown, given);
  }
}

/** False as well where there is nothing. */
export async function isMountPoint(dir: string): Promise<boolean> {
  const [own, above] = await Promise.all([dir, dirname(dir)].map((one) => stat(one).catch(() => null)));
  return basename(dir) !== '' && own?.dev !== above?.dev && own !== null;
}

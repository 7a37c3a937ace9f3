/** The files a command's arguments mean. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Failure } from '../contract/failure.ts';
import { isAudioName } from '../core/audio/audioExtensions.ts';
import { showName } from '../core/transcript/showName.ts';

export interface GatheredFile {
  /** Absolute. */
  readonly path: string;
  /** For a terminal: last part of the path; for a file found in a folder, its path in that folder. */
  readonly name: string;
  /** Why it can't even be tried. */
  readonly failure: Failure | null;
}

/** In the order given; files of a folder by name. A folder is a failure unless `isRecursive`. */
export async function gatherFiles(args: readonly string[], isRecursive: boolean): Promise<GatheredFile[]> {
  const gathered: GatheredFile[] = [];
  for (const arg of args) {
    const path = resolve(arg);
    const kind = await readKind(path);
    const name = showName(basename(path));
    if (kind === null) gathered.push({ path, name, failure: { code: 'file-not-found', message: path } });
    else if (kind === 'other') gathered.push({ path, name, failure: null });
    else if (isRecursive) gathered.push(...(await readAudioIn(path)));
    else gathered.push({ path, name, failure: { code: 'file-is-folder', message: path } });
  }
  return gathered;
}

/** null: nothing is there. Whatever else is wrong with it is the host's to say. */
async function readKind(path: string): Promise<'folder' | 'other' | null> {
  try {
    return (await stat(path)).isDirectory() ? 'folder' : 'other';
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'ENOENT' ? null : 'other';
  }
}

async function readAudioIn(folder: string): Promise<GatheredFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isAudioName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, name: showName(relative(folder, path).replaceAll(sep, '/')), failure: null }));
}

/** The files a command's arguments mean. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import type { Failure } from '../contract/failure.ts';
import { isAudioName } from '../core/audio/audioExtensions.ts';

export interface GatheredFile {
  /** Absolute. */
  readonly path: string;
  /** Last part of the path; for a file found in a folder, its path in that folder. */
  readonly name: string;
  /** Why it can't even be tried. */
  readonly failure: Failure | null;
}

/** In the order given; files of a folder by name. A folder is a failure unless `isRecursive`. */
export async function gatherFiles(args: readonly string[], isRecursive: boolean): Promise<GatheredFile[]> {
  const gathered: GatheredFile[] = [];
  for (const arg of args) {
    const path = resolve(arg);
    const isFolder = await stat(path)
      .then((stats) => stats.isDirectory())
      .catch(() => false);
    if (!isFolder) gathered.push({ path, name: basename(path), failure: null });
    else if (isRecursive) gathered.push(...(await readAudioIn(path)));
    else gathered.push({ path, name: basename(path), failure: { code: 'file-is-folder', message: path } });
  }
  return gathered;
}

async function readAudioIn(folder: string): Promise<GatheredFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && isAudioName(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((path) => ({ path, name: relative(folder, path).replaceAll(sep, '/'), failure: null }));
}

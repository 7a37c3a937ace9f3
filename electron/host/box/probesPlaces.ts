/** Where programs lie: PATH, and the usual folders besides, since a start from a desktop has a bare PATH. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, isAbsolute, join } from 'node:path';
import { planProgramFolders } from '../../core/box/programPlaces.ts';

const suffix = process.platform === 'win32' ? '.exe' : '';

/** Existing files of that name, first found first. */
export function findPrograms(name: string, further: readonly string[] = []): string[] {
  return findAny([name], further);
}

/** Existing files of these names, folder by folder. Relative folders of PATH are passed over: they are whoever's the folder is. */
export function findAny(names: readonly string[], further: readonly string[] = []): string[] {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const folders = [...onPath, ...planProgramFolders(process.platform, process.env, homedir()), ...further];
  const paths = folders.flatMap((folder) => names.map((name) => join(folder, `${name}${suffix}`)));
  return [...new Set(paths)].filter((path) => existsSync(path));
}

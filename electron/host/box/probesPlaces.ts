/** Where programs lie: PATH, and the usual folders besides, since a start from a desktop has a bare PATH. */
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

const usual = ['/usr/local/bin', '/opt/homebrew/bin', '/opt/local/bin', '/usr/bin', '/snap/bin'];

/** Existing files of that name, first found first. Relative folders of PATH are passed over: they are whoever's the folder is. */
export function findPrograms(name: string, further: readonly string[] = []): string[] {
  const isWindows = process.platform === 'win32';
  const onPath = (process.env['PATH'] ?? '').split(delimiter).filter(isAbsolute);
  const folders = [...onPath, ...(isWindows ? [] : usual), ...further];
  const paths = folders.map((folder) => join(folder, isWindows ? `${name}.exe` : name));
  return [...new Set(paths)].filter((path) => existsSync(path));
}

/** Folders whose place a user names. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The folder and those above it; one that is there is left as it is. Rejects with the system's error.
 * mkdir's own `recursive` tries for ever where a folder is there and takes no folder (/proc; tried with Node 24).
 */
export async function makeFolder(dir: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(dir, { mode });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST' && (await isFolder(dir))) return;
    if (code !== 'ENOENT' || (await isFolder(dirname(dir)))) throw thrown;
    await makeFolder(dirname(dir), mode);
    await makeFolder(dir, mode);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

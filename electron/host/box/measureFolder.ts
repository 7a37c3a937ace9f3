/** How much a folder takes of its disk. */
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of its files, links not followed; null where it cannot be read. Files that vanish meanwhile are none. */
export async function measureFolder(dir: string): Promise<number | null> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => null);
  if (entries === null) return null;
  let bytes = 0;
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) bytes += (await measureFolder(path)) ?? 0;
    else if (entry.isFile()) bytes += (await lstat(path).catch(() => null))?.size ?? 0;
  }
  return bytes;
}

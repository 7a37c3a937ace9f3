/**
 * A packaged program's own files in the data home: an AppImage's mount goes with its program, a package is replaced under
 * a running one, and Python keeps what it compiles beside its sources.
 */
import { createHash } from 'node:crypto';
import { cp, readdir, readFile, rename, rm, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Folder of the copy, made at the first start of this very content; copies of other versions are removed. */
export async function placeRoot(packed: string, home: string): Promise<string> {
  const places = join(home, 'app');
  const name = await digestFolder(packed);
  const place = join(places, name);
  await mkdir(places, { recursive: true, mode: 0o700 });
  const there = await readdir(places);
  if (!there.includes(name)) {
    // Whole or not at all: what a killed start left is under another name.
    const making = join(places, `.making-${process.pid}`);
    await rm(making, { recursive: true, force: true });
    await cp(packed, making, { recursive: true, preserveTimestamps: true });
    await rename(making, place);
  }
  const others = there.filter((other) => other !== name);
  await Promise.all(others.map((other) => rm(join(places, other), { recursive: true, force: true })));
  return place;
}

/** Of names and contents: two builds of one version may differ. */
async function digestFolder(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const hash = createHash('sha256');
  for (const path of paths.sort()) hash.update(path.slice(folder.length)).update(await readFile(path));
  return hash.digest('hex').slice(0, 12);
}

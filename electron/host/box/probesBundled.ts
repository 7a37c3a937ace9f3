/** The ffmpeg inside the Python package imageio-ffmpeg, for boxes without one. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Its binaries in a Python environment, named `ffmpeg-linux-x86_64-v7.0.2` and the like; [] where there are none. */
export async function listBundledFfmpeg(environmentDir: string): Promise<string[]> {
  const sites = await listSites(environmentDir);
  const folders = sites.map((site) => join(site, 'imageio_ffmpeg', 'binaries'));
  const found = folders.map(async (folder) => {
    const names = (await list(folder)).filter((name) => name.startsWith('ffmpeg'));
    return names.map((name) => join(folder, name));
  });
  return (await Promise.all(found)).flat();
}

/** Folders in which a Python environment keeps its packages; some may not be there. */
export async function listSites(environmentDir: string): Promise<string[]> {
  const lib = join(environmentDir, 'lib');
  const versions = (await list(lib)).filter((name) => name.startsWith('python'));
  const posix = versions.map((name) => join(lib, name, 'site-packages'));
  return [...posix, join(environmentDir, 'Lib', 'site-packages')];
}

async function list(dir: string): Promise<string[]> {
  return await readdir(dir).catch(() => []);
}

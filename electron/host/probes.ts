/** Which ffmpeg decodes: each candidate is run before it is named. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { FoundFfmpeg } from '../core/prechecks.ts';
import { findPrograms } from './probesPlaces.ts';
import { runBriefly } from './probesRun.ts';

/** A cold start from a slow disk; a warm one takes 30 to 120 ms. */
const versionLimitMs = 10_000;

export interface FfmpegPlaces {
  /** The path in the settings; tried first. */
  readonly settingPath: string | null;
  /** Folders of Python environments that may hold imageio-ffmpeg. */
  readonly pythonDirs: readonly string[];
}

/** The setting's ffmpeg, else the system's, else the one inside imageio-ffmpeg; null: none runs. */
export async function findFfmpeg(places: FfmpegPlaces): Promise<FoundFfmpeg | null> {
  const bundled = (await Promise.all(places.pythonDirs.map(listBundled))).flat();
  const candidates = [
    ...(places.settingPath === null ? [] : [{ path: places.settingPath, source: 'setting' as const }]),
    ...findPrograms('ffmpeg', windowsPlaces()).map((path) => ({ path, source: 'system' as const })),
    ...bundled.map((path) => ({ path, source: 'imageio-ffmpeg' as const })),
  ];
  for (const { path, source } of candidates) {
    const version = await readVersion(path);
    if (version !== null) return { path, version, source };
  }
  return null;
}

async function readVersion(path: string): Promise<string | null> {
  const answer = await runBriefly([path, '-hide_banner', '-version'], versionLimitMs);
  return /^ffmpeg version (\S+)/m.exec(answer?.stdout ?? '')?.[1] ?? null;
}

/** imageio-ffmpeg names its binary `ffmpeg-linux-x86_64-v7.0.2` and the like. */
async function listBundled(dir: string): Promise<string[]> {
  const lib = join(dir, 'lib');
  const versions = (await list(lib)).filter((name) => name.startsWith('python'));
  const sites = [
    ...versions.map((name) => join(lib, name, 'site-packages')),
    join(dir, 'Lib', 'site-packages'),
  ];
  const found = await Promise.all(
    sites.map(async (site) => {
      const binaries = join(site, 'imageio_ffmpeg', 'binaries');
      return (await list(binaries))
        .filter((name) => name.startsWith('ffmpeg'))
        .map((name) => join(binaries, name));
    }),
  );
  return found.flat();
}

async function list(dir: string): Promise<string[]> {
  return await readdir(dir).catch(() => []);
}

function windowsPlaces(): string[] {
  const local = process.env['LOCALAPPDATA'];
  if (process.platform !== 'win32') return [];
  return ['C:\\ffmpeg\\bin', ...(local ? [join(local, 'Microsoft', 'WinGet', 'Links')] : [])];
}

/** Which ffmpeg decodes: each candidate is run before it is named. */
import type { FoundFfmpeg } from '../../core/box/prechecksFacts.ts';
import { listBundledFfmpeg } from './probesBundled.ts';
import { findPrograms } from './probesPlaces.ts';
import { runProbe } from './runProbe.ts';

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
  const bundled = (await Promise.all(places.pythonDirs.map(listBundledFfmpeg))).flat();
  const candidates = [
    ...(places.settingPath === null ? [] : [{ path: places.settingPath, source: 'setting' as const }]),
    ...findPrograms('ffmpeg').map((path) => ({ path, source: 'system' as const })),
    ...bundled.map((path) => ({ path, source: 'imageio-ffmpeg' as const })),
  ];
  for (const { path, source } of candidates) {
    const version = await readVersion(path);
    if (version !== null) return { path, version, source };
  }
  return null;
}

async function readVersion(path: string): Promise<string | null> {
  const answer = await runProbe([path, '-hide_banner', '-version'], { timeoutMs: versionLimitMs });
  return /^ffmpeg version (\S+)/m.exec(answer.stdout)?.[1] ?? null;
}

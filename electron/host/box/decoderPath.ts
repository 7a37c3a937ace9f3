/** Where ffmpeg is now: asked of the box at start, when its setting changes, and again while there is none. */
import { findFfmpeg } from './probes.ts';
import type { SettingsFile } from '../ports.ts';

export interface DecoderPath {
  /** As last seen; null: nowhere. */
  readonly path: () => string | null;
  look(): Promise<void>;
}

export function createDecoderPath(places: {
  readonly settings: Pick<SettingsFile, 'get'>;
  /** Folders of Python environments that may hold imageio-ffmpeg. */
  readonly pythonDirs: readonly string[];
}): DecoderPath {
  let path: string | null = null;
  return {
    path: () => path,
    look: async () => {
      const settingPath = places.settings.get().ffmpegPath;
      path = (await findFfmpeg({ settingPath, pythonDirs: places.pythonDirs }))?.path ?? null;
    },
  };
}

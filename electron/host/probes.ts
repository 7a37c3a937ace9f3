/** Questions to the box: each settles by itself and answers a fact or null. */

export interface FoundFfmpeg {
  readonly path: string;
  readonly version: string;
  readonly source: 'setting' | 'system' | 'imageio-ffmpeg';
}

/** The setting's ffmpeg, else the system's, else the one inside imageio-ffmpeg in one of the environments; null: none runs. */
export async function findFfmpeg(_places: {
  readonly settingPath: string | null;
  readonly pythonDirs: readonly string[];
}): Promise<FoundFfmpeg | null> {
  return null;
}

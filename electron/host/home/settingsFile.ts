/** Settings of the host: settings.json in the data home. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { settings } from '../../contract/settings.ts';
import type { Settings, SettingsPatch } from '../../contract/settings.ts';
import { foldHotwords } from '../../core/hotwords.ts';
import { openJsonFile } from './jsonFile.ts';
import type { Log, SettingsFile } from '../ports.ts';

export interface OpenedSettings extends SettingsFile {
  /** What was wrong with the file at opening, for the user's eyes; null: nothing. */
  readonly problem: string | null;
}

/** Opens or begins settings.json; in a home just made the first steps are due. A damaged file never stops the host: its backup or the defaults are used, and `problem` says so. */
export async function openSettings(ports: {
  readonly home: string;
  readonly log: Log;
}): Promise<OpenedSettings> {
  const path = join(ports.home, 'settings.json');
  const isNew = ['settings.json', 'instances.json'].every((name) => !existsSync(join(ports.home, name)));
  const file = await openJsonFile<Settings>({ path, schema: settings, fallback: settings.parse({}) });
  // Written at once: with its first instances the home is no longer new.
  if (isNew && file.problem === null) await file.update((fresh) => ({ ...fresh, firstSteps: 'due' }));
  if (file.problem !== null) ports.log.warn(file.problem, { path });
  return {
    get: file.get,
    set: async (patch: SettingsPatch) => {
      const hotwords = patch.hotwords && { hotwords: foldHotwords(patch.hotwords) };
      await file.update((before) => settings.parse({ ...before, ...patch, ...hotwords }));
      return file.get();
    },
    problem: file.problem,
  };
}

/** Which program is asked about the cards: a made-up box, the setting, the environment, else nvidia-smi where it usually lies. */
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { planGpuPlaces } from '../../core/gpu/gpuPlaces.ts';
import { findPrograms } from './probesPlaces.ts';

/** Program and leading arguments. */
export type GpuCommand = readonly [string, ...string[]];

export interface GpuPrograms {
  /** A box that is made up. */
  readonly simulated: GpuCommand | undefined;
  /** The path in the settings. */
  readonly settingPath: string | null;
}

/** Commands to try in turn; a program that was named is the only one. */
export function listGpuPrograms({ simulated, settingPath }: GpuPrograms): readonly GpuCommand[] {
  if (simulated !== undefined) return [simulated];
  const named = settingPath ?? process.env['PARADECK_NVIDIA_SMI'];
  if (named) return [[named]];
  const { before, after, driverStore } = planGpuPlaces(process.platform, process.env);
  const first = before.map((folder) => join(folder, 'nvidia-smi.exe')).filter((path) => existsSync(path));
  const found = [...new Set([...first, ...findPrograms('nvidia-smi', after)])];
  const paths = found.length === 0 && driverStore !== null ? listDriverStore(driverStore) : found;
  return paths.map((path) => [path]);
}

/** The newest driver's first; what is no folder or cannot be read is passed over. */
function listDriverStore(folder: string): string[] {
  const drivers = attempt(() => readdirSync(folder), [])
    .filter((name) => name.startsWith('nv'))
    .map((name) => join(folder, name, 'nvidia-smi.exe'))
    .map((path) => ({ path, at: attempt(() => statSync(path).mtimeMs, null) }));
  return drivers
    .filter(({ at }) => at !== null)
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .map(({ path }) => path);
}

function attempt<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch {
    return otherwise;
  }
}

/** An installed engine as it is shown: where it is, how large, and the versions that count. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineView } from '../../contract/engine.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { enginePackages } from './engineVerify.ts';
import type { InstalledEnvironment } from './environments.ts';

type Installed = Pick<EngineView, 'pythonPath' | 'dir' | 'versions' | 'bytes'>;

/** As they were imported when it was made; where that was not kept, by the lock it was made from. */
export function viewInstalled(engine: EngineName, found: InstalledEnvironment | null): Installed {
  if (found === null) return { pythonPath: null, dir: null, versions: [], bytes: null };
  const { pythonPath, dir, bytes, lock } = found;
  const versions = found.versions.length > 0 ? found.versions : readVersions(engine, dir, lock);
  return { pythonPath, dir, bytes, versions };
}

function readVersions(engine: EngineName, dir: string, lock: string): EngineView['versions'] {
  const config = join(dir, 'pyvenv.cfg');
  const text = existsSync(config) ? readFileSync(config, 'utf8') : '';
  const python = /^version\s*=\s*(\S+)/m.exec(text)?.[1];
  const pinned = enginePackages[engine].flatMap((name) => {
    const version = new RegExp(`^${name}==(\\S+)$`, 'm').exec(lock)?.[1];
    return version === undefined ? [] : [{ name, version }];
  });
  return [...(python === undefined ? [] : [{ name: 'Python', version: python }]), ...pinned];
}

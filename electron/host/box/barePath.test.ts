import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { findPython } from './findPython.ts';
import { listGpuPrograms } from './gpuPrograms.ts';
import { findFfmpeg } from './probes.ts';
import { findAny, findPrograms } from './probesPlaces.ts';
import { readConda } from './probesPython.ts';

/** As a start from a desktop gets it. */
const barePath = '/usr/bin:/bin:relative/bin';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-bare-'));
  vi.stubEnv('HOME', home);
  vi.stubEnv('PATH', barePath);
  for (const name of ['CONDA_EXE', 'CONDA_PREFIX', 'PARADECK_PYTHON', 'PARADECK_NVIDIA_SMI'])
    vi.stubEnv(name, '');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true, force: true });
});

async function put(folder: string, name: string, says: string): Promise<string> {
  const path = join(home, folder, name);
  await mkdir(join(home, folder), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho '${says}'\n`);
  await chmod(path, 0o755);
  return path;
}

it.skipIf(process.platform === 'win32')(
  'a conda that no PATH names is found, and its Python behind the system\u2019s',
  async () => {
    const conda = await put('miniforge3/bin', 'conda', 'conda 24.9.1');
    const python = await put('miniforge3/bin', 'python3', '3.12.4');
    expect(await readConda()).toEqual({ path: conda, version: '24.9.1' });
    const found = findAny(['python3']);
    expect(found).toContain(python);
    expect(found.indexOf(python)).toBeGreaterThan(found.indexOf('/usr/bin/python3'));
    vi.stubEnv('PATH', '/nowhere');
    expect((await findPython()).path).toMatch(/^\//);
  },
);

it.skipIf(process.platform === 'win32')(
  'ffmpeg and nvidia-smi of the user\u2019s own folder are found, and none of a relative folder of PATH',
  async () => {
    vi.stubEnv('PATH', 'relative/bin');
    const own = await put('.local/bin', 'ffmpeg', 'ffmpeg version 7.1 Copyright');
    const smi = await put('.local/bin', 'nvidia-smi', '');
    expect(findPrograms('ffmpeg')).toContain(own);
    expect(findPrograms('ffmpeg').every((path) => path.startsWith('/'))).toBe(true);
    expect(await findFfmpeg({ settingPath: null, pythonDirs: [] })).toMatchObject({ source: 'system' });
    expect(listGpuPrograms({ simulated: undefined, settingPath: null })).toContainEqual([smi]);
  },
);

import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findFfmpeg } from './probes.ts';
import { listBundledFfmpeg } from './probesBundled.ts';
import { readEngine, readMachine } from './probesBox.ts';
import { tryCuda } from './probesCuda.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-probes-'));
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

/** A program that says it is ffmpeg of that version. */
async function writeFfmpeg(path: string, version: string): Promise<string> {
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(path, `#!/bin/sh\necho "ffmpeg version ${version} Copyright (c)"\n`);
  await chmod(path, 0o755);
  return path;
}

describe('findFfmpeg', () => {
  it('finds the one on this machine and its version', async () => {
    const found = await findFfmpeg({ settingPath: null, pythonDirs: [] });
    expect(found).toMatchObject({ source: 'system', version: expect.stringMatching(/^[\w.+-]+$/) });
  });

  it('looks into the usual folders when PATH is bare', async () => {
    vi.stubEnv('PATH', '');
    expect(await findFfmpeg({ settingPath: null, pythonDirs: [] })).toMatchObject({ source: 'system' });
  });

  it('takes the setting first, and another where that one does not run', async () => {
    const settingPath = await writeFfmpeg(join(dir, 'mine'), '9.9');
    const pythonDirs: string[] = [];
    expect(await findFfmpeg({ settingPath, pythonDirs })).toEqual({
      path: settingPath,
      version: '9.9',
      source: 'setting',
    });
    await writeFile(settingPath, '#!/bin/sh\nexit 1\n');
    expect(await findFfmpeg({ settingPath, pythonDirs })).toMatchObject({ source: 'system' });
    expect(await findFfmpeg({ settingPath: join(dir, 'gone'), pythonDirs })).toMatchObject({
      source: 'system',
    });
  });

  it('takes PATH in its order, but nothing from a relative folder', async () => {
    const first = await writeFfmpeg(join(dir, 'a', 'ffmpeg'), '1.0');
    await writeFfmpeg(join(dir, 'b', 'ffmpeg'), '2.0');
    vi.stubEnv('PATH', ['.', 'bin', join(dir, 'a'), join(dir, 'b')].join(':'));
    expect(await findFfmpeg({ settingPath: null, pythonDirs: [] })).toMatchObject({
      path: first,
      version: '1.0',
    });
  });
});

describe('listBundledFfmpeg', () => {
  it('knows the folders of both kinds of environment, and passes over the rest', async () => {
    const sites = [join(dir, 'lib', 'python3.11', 'site-packages'), join(dir, 'Lib', 'site-packages')];
    const names = ['ffmpeg-linux-x86_64-v7.0.2', 'ffmpeg-win-x86_64-v7.1.exe'];
    const paths = sites.map((site, at) => join(site, 'imageio_ffmpeg', 'binaries', names[at] ?? ''));
    for (const path of paths) await writeFfmpeg(path, '7');
    await writeFile(join(paths[0] ?? '', '..', 'README.md'), '');
    expect((await listBundledFfmpeg(dir)).sort()).toEqual(paths.sort());
    expect(await listBundledFfmpeg(join(dir, 'gone'))).toEqual([]);
  });
});

describe('readEngine', () => {
  it('says when there is no environment', async () => {
    const nothing = { pythonPath: null, version: null, problem: null };
    expect(await readEngine(null)).toEqual(nothing);
    expect(await readEngine(join(dir, 'python'))).toEqual(nothing);
  });

  it('gives the last line of what went wrong', async () => {
    const python = join(dir, 'python');
    await writeFile(
      python,
      `#!/bin/sh\necho Traceback >&2\necho "ModuleNotFoundError: No module named 'numpy'" >&2\nexit 1\n`,
    );
    await chmod(python, 0o755);
    expect(await readEngine(python)).toEqual({
      pythonPath: python,
      version: null,
      problem: "ModuleNotFoundError: No module named 'numpy'",
    });
  });

  it('gives the version that was imported', async () => {
    const python = join(dir, 'python');
    await writeFile(python, '#!/bin/sh\necho 1.27.0\n');
    await chmod(python, 0o755);
    expect(await readEngine(python)).toMatchObject({ version: '1.27.0', problem: null });
  });
});

describe('readMachine', () => {
  it('reads memory, disk and the home', async () => {
    const machine = await readMachine(dir);
    expect(machine.home).toEqual({ path: dir, problem: null });
    expect(machine.freeDiskMiB).toBeGreaterThan(0);
    expect(machine.ramTotalMiB).toBeGreaterThan(machine.ramFreeMiB);
    expect(machine.nodeVersion).toMatch(/^\d+\.\d+\.\d+/);
  });

  it('gives the cause where the home cannot be written', async () => {
    const machine = await readMachine('/proc/paradeck');
    expect(machine.home.problem).toMatch(/^E[A-Z]+$/);
  });

  it('judges a home not made yet by the folder above it', async () => {
    const machine = await readMachine(join(dir, 'a', 'b'));
    expect(machine.home).toEqual({ path: join(dir, 'a', 'b'), problem: null });
    expect(machine.freeDiskMiB).toBeGreaterThan(0);
  });
});

describe('tryCuda', () => {
  const ask = { instanceName: null, env: {}, uuids: ['GPU-a', 'GPU-b'] };

  it('gives up on cards that hang, all at once', async () => {
    const pythonPath = join(dir, 'python');
    await writeFile(pythonPath, '#!/bin/sh\nexec sleep 600\n');
    await chmod(pythonPath, 0o755);
    const facts = await tryCuda({ ...ask, pythonPath }, { pythonDir: dir, limitS: 1 });
    expect(facts.trials).toEqual([
      { uuid: 'GPU-a', answer: null, limitS: 1 },
      { uuid: 'GPU-b', answer: null, limitS: 1 },
    ]);
  });

  it('says what a Python that dies said last, and when there is none', async () => {
    const pythonPath = join(dir, 'python');
    const gone = await tryCuda({ ...ask, pythonPath }, { pythonDir: dir });
    expect(gone.trials[0]?.answer?.problem).toBe(`${pythonPath} is not there`);
    await writeFile(pythonPath, '#!/bin/sh\necho Segmentation fault >&2\nexit 139\n');
    await chmod(pythonPath, 0o755);
    const dead = await tryCuda({ ...ask, pythonPath, uuids: [] }, { pythonDir: dir });
    expect(dead.idle).toMatchObject({ torch: null, problem: 'Segmentation fault' });
  });
});

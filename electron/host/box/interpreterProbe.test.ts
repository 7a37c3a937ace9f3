import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { findPython } from './findPython.ts';
import { inspectInterpreter } from './interpreterProbe.ts';

let dir = '';
let python = '';

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-own-'));
  const { path } = await findPython();
  const env = join(dir, '我的 env');
  await promisify(execFile)(path, ['-m', 'venv', '--without-pip', env]);
  python = join(env, 'bin', 'python');
  const { stdout } = await promisify(execFile)(python, [
    ...['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'],
  ]);
  const addPackage = async (name: string, version: string): Promise<void> => {
    const info = join(stdout.trim(), `${name}-${version}.dist-info`);
    await mkdir(info, { recursive: true });
    await writeFile(join(info, 'METADATA'), `Metadata-Version: 2.1\nName: ${name}\nVersion: ${version}\n`);
    // Whoever imports it is found out.
    await writeFile(join(stdout.trim(), `${name}.py`), 'raise SystemExit("imported")\n');
  };
  await addPackage('torch', '2.9.1+cu128');
  await addPackage('funasr', '1.4.3');
});
afterAll(() => rm(dir, { recursive: true, force: true }));

it('reads versions from the metadata, and imports nothing', async () => {
  vi.stubEnv('PYTHONPATH', dir);
  const { checks, isUsable, command } = await inspectInterpreter('funasr', python);
  vi.unstubAllEnvs();
  expect(checks.map(({ code, detail }) => `${code} ${detail['version']}`)).toEqual([
    expect.stringMatching(/^python-good 3\.\d+/),
    'package-good 2.9.1+cu128',
    'package-old 1.4.3',
  ]);
  expect([isUsable, command]).toEqual([false, `'${python}' -m pip install 'torch>=2.1' 'funasr>=1.4.16'`]);
});

it.skipIf(process.platform === 'win32')('tells what is no Python', async () => {
  const program = join(dir, 'no-python');
  await writeFile(program, '#!/bin/sh\necho what is this >&2; exit 3\n');
  await chmod(program, 0o755);
  const [first] = (await inspectInterpreter('funasr', program)).checks;
  expect(first).toMatchObject({ code: 'python-broken', detail: { words: 'what is this' } });
  const gone = await inspectInterpreter('funasr', join(dir, 'nowhere', 'python'));
  expect(gone).toMatchObject({ isUsable: false, checks: [{ code: 'python-absent' }] });
});

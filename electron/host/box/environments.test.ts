import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openEnvironments } from './environments.ts';

let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'paradeck-envs-'));
  await mkdir(join(root, 'python', 'requirements'), { recursive: true });
  await writeFile(join(root, 'python', 'requirements', 'hub.txt'), 'nothing==1\n');
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(root, { recursive: true, force: true });
});

/** A Python that tells its version, is its own guard, and does `rest` in place of making an environment in $1. */
async function fakePython(rest: string): Promise<void> {
  const path = join(root, 'python.sh');
  const lines = [
    '#!/bin/sh',
    'case "$*" in *sys.version_info*) echo 3.12.0; exit;; esac',
    'for dir; do :; done; set -- "$dir"',
    rest,
    '',
  ];
  await writeFile(path, lines.join('\n'), { mode: 0o755 });
  vi.stubEnv('PARADECK_PYTHON', path);
}

/** An environment whose pip always succeeds, and writes down what it was given. */
const makesOne =
  'mkdir -p "$1/bin"; printf "#!/bin/sh\\n(env; echo ----) >> $1/env.txt; echo \\"\\$*\\" >> $1/asked.txt\\n" > "$1/bin/python"; chmod +x "$1/bin/python"';

it.skipIf(process.platform === 'win32')(
  'ends the making when told to, and leaves the place to the next',
  async () => {
    await fakePython(`echo up; exec sleep 600`);
    const environments = openEnvironments(root, join(root, 'envs'));
    const stopping = new AbortController();
    const making = environments.make('hub', () => setImmediate(() => stopping.abort()), stopping.signal);
    await expect(making).rejects.toMatchObject({ name: 'AbortError' });
    expect(environments.pythonOf('hub')).toBeNull();
    await fakePython(makesOne);
    const python = await environments.make('hub', () => undefined);
    expect([environments.pythonOf('hub'), existsSync(python)]).toEqual([python, true]);
  },
);

it.skipIf(process.platform === 'win32')('fails with the words of the step that failed', async () => {
  await fakePython('echo no luck here >&2; exit 1');
  const environments = openEnvironments(root, join(root, 'envs'));
  await expect(environments.make('hub', () => undefined)).rejects.toMatchObject({
    code: 'install-failed',
    message: expect.stringContaining('no luck here'),
  });
});

it.skipIf(process.platform === 'win32')(
  'lets nothing of the user\u2019s own Python and pip into what it makes',
  async () => {
    for (const name of [
      'PYTHONPATH',
      'PYTHONUSERBASE',
      'VIRTUAL_ENV',
      'CONDA_PREFIX',
      'PIP_TARGET',
      'PIP_USER',
    ])
      vi.stubEnv(name, '/mine');
    await fakePython(makesOne);
    const environments = openEnvironments(root, join(root, 'envs'));
    await environments.make('hub', () => undefined);
    const dir = environments.dirOf('hub');
    const [env, asked] = await Promise.all(
      ['env.txt', 'asked.txt'].map((name) => readFile(join(dir, name), 'utf8')),
    );
    // The first run asks pip for the user's own settings of it.
    const [config = '', install = ''] = (env ?? '').split('----\n');
    expect(config).toContain('PIP_TARGET=/mine');
    expect(install).not.toContain('/mine');
    expect(asked).toContain('-m pip install --progress-bar off -r');
    expect(environments.find('hub')).toMatchObject({ bytes: expect.any(Number), versions: [] });
    expect(existsSync(`${dir}.tmp`)).toBe(false);
  },
);

it('takes one made before it kept figures for whole, with everything else unknown', async () => {
  const environments = openEnvironments(root, join(root, 'envs'));
  const dir = environments.dirOf('hub');
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, 'complete'), '2026-11-01T00:00:00.000Z\n');
  expect(environments.find('hub')).toMatchObject({ at: Date.UTC(2026, 10, 1), bytes: null, versions: [] });
});

it('of several builds of torch the one made last is in use, and another lock is another environment', async () => {
  await writeFile(join(root, 'python', 'requirements', 'funasr.txt'), 'torch==2.13.0\n');
  const environments = openEnvironments(root, join(root, 'envs'));
  const [first, second] = ['torch==2.13.0', 'torch==2.13.0+cpu'].map((torch) =>
    environments.placeOf('funasr', torch),
  );
  expect(environments.find('funasr')).toBeNull();
  expect(environments.dirOf('funasr')).toBe(first?.dir);
  for (const [at, place] of [first, second].entries()) {
    await mkdir(place?.dir ?? '', { recursive: true });
    await writeFile(join(place?.dir ?? '', 'complete'), JSON.stringify({ at, bytes: 1, versions: [] }));
  }
  expect(environments.find('funasr')?.dir).toBe(second?.dir);
  await writeFile(join(root, 'python', 'requirements', 'funasr.txt'), 'torch==2.13.1\n');
  expect(environments.find('funasr')).toBeNull();
});

import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
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

/** A Python that tells its version and then does `rest` in place of making an environment. */
async function fakePython(rest: string): Promise<void> {
  const path = join(root, 'python.sh');
  const venv = `if [ "$1 $2" = "-m venv" ]; then ${rest}; fi`;
  await writeFile(path, `#!/bin/sh\nif [ "$1" = -I ]; then echo 3.12.0; exit; fi\n${venv}\n`, {
    mode: 0o755,
  });
  vi.stubEnv('PARADECK_PYTHON', path);
}

/** An environment whose pip always succeeds. */
const makesOne = 'mkdir -p "$3/bin"; printf "#!/bin/sh\\n" > "$3/bin/python"; chmod +x "$3/bin/python"; exit';

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
  await fakePython('echo no ensurepip here >&2; exit 1');
  const environments = openEnvironments(root, join(root, 'envs'));
  await expect(environments.make('hub', () => undefined)).rejects.toMatchObject({
    code: 'engine-not-installed',
    message: expect.stringContaining('no ensurepip here'),
  });
});

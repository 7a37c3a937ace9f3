import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let envs: string;
beforeEach(async () => {
  envs = await mkdtemp(join(tmpdir(), 'paradeck-envs-'));
});
afterEach(() => rm(envs, { recursive: true, force: true }));

/** `npm start` where no environment has been made, and none can be. */
function start(args: readonly string[], language: string): Promise<readonly [number, string, string]> {
  const env = {
    ...process.env,
    ...{ PARADECK_ENVS: envs, PARADECK_HOME: join(envs, 'home'), PARADECK_PYTHON: join(envs, 'no-python') },
    ...{ PATH: envs, LC_ALL: language },
  };
  const prepare = join(root, 'electron', 'prepare.ts');
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [prepare, 'start', ...args], { env }, (_error, stdout, stderr) =>
      resolve([child.exitCode ?? -1, stdout, stderr]),
    );
  });
}

test('where no environment can be made, the reason and what mends it are told in the user’s language', async () => {
  const [code, , told] = await start(['transcribe', 'a.wav'], 'zh_CN.UTF-8');
  expect([code, told]).toEqual([1, expect.stringContaining('python-missing: 未找到')]);
  expect(told).toContain('解决办法: paradeck doctor');
});

test('help and the commands that look only need no environment', async () => {
  const [code, help] = await start(['help', 'transcribe'], 'C');
  expect([code, help]).toEqual([0, expect.stringContaining('paradeck transcribe FILE...')]);
  expect((await start(['transcribe', '--help'], 'zh_CN.UTF-8'))[1]).toContain('将音频文件转写为文字');
  expect((await start(['status'], 'C'))[0]).toBe(1);
  expect(await readdir(envs)).toEqual([]);
});

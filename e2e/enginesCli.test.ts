import { once } from 'node:events';
import { readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeTrialRoot } from '../electron/host/trialRoot.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';
import { makeEnginesBox, wheelOf } from './enginesTrial.ts';
import type { EnginesBox } from './enginesTrial.ts';
import { openPackageIndex } from './fakes/packageIndex.ts';
import type { PackageIndex } from './fakes/packageIndex.ts';

const timeout = 180_000;
let packages: EnginesBox;
let trial: TrialRoot;
let index: PackageIndex;
let entry = '';
let env: Record<string, string>;

beforeAll(async () => {
  [packages, trial] = await Promise.all([makeEnginesBox(), makeTrialRoot()]);
  await rm(join(trial.root, 'python'));
  await symlink(join(packages.dir, 'root', 'python'), join(trial.root, 'python'));
  entry = join(trial.files, 'entry.mjs');
  const module = new URL('../electron/cli.ts', import.meta.url).href;
  const call = `await runCli(process.argv.slice(2), ${JSON.stringify(trial.root)})`;
  await writeFile(entry, `import { runCli } from '${module}';\nprocess.exitCode = ${call};\n`);
  const simple = [...packages.files.keys()].filter((name) => !name.includes('+'));
  const folders = { simple, 'whl/cpu': [wheelOf('torch', '2.13.0+cpu')] };
  index = await openPackageIndex(new Map(packages.files), new Map(Object.entries(folders)));
  env = {
    ...{ PARADECK_HOME: trial.home, PARADECK_ENVS: trial.envs, LANG: 'en_US.UTF-8', LC_ALL: '' },
    ...{ PIP_INDEX_URL: `${index.url}/simple/`, PIP_CACHE_DIR: join(packages.dir, 'cache') },
    ...{ PIP_CONFIG_FILE: '/dev/null', PIP_FIND_LINKS: '', PIP_EXTRA_INDEX_URL: '' },
    ...{ NO_PROXY: '*', no_proxy: '*' },
  };
});
afterAll(async () => {
  await index.close();
  await trial.close();
  await packages.close();
});

const engines = (args: readonly string[], over: Record<string, string> = {}) =>
  execa(process.execPath, ['--disable-warning=ExperimentalWarning', entry, 'engines', ...args], {
    ...{ env: { ...env, ...over }, reject: false, stdin: 'ignore' },
  });
const install = (...args: string[]) =>
  engines(['install', 'funasr', '--torch-index', `${index.url}/whl`, ...args]);

it(
  'engines install: a failure is told with its fix, in the terminal\u2019s language',
  { timeout },
  async () => {
    const args = ['install', 'funasr', '--torch-index', `${index.url}/nowhere`];
    const failed = await engines(args, { LANG: 'zh_CN.UTF-8' });
    expect(failed.exitCode).toBe(1);
    expect(failed.stderr).toContain('funasr: install-no-build: 软件源中没有适合本系统及其 Python 的版本。');
    expect(failed.stderr).toContain('解决办法: ');
  },
);

/** Ended by that signal once the download has begun. */
async function installUntilDownload(signal: 'SIGINT' | 'SIGKILL') {
  const running = install();
  running.stderr?.setEncoding('utf8');
  for (let told = ''; !told.includes('to download');) told += (await once(running.stderr, 'data'))[0];
  running.kill(signal);
  return await running;
}

/** Commands that name this trial's environments. */
async function listOwnProcesses(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commands = pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  return (await Promise.all(commands)).filter((command) => command.includes(trial.envs));
}

it('engines install: what would come, a Ctrl-C, the installation, its log', { timeout }, async () => {
  expect((await engines(['log', 'onnx'])).exitCode).toBe(1);
  const planned = await install('--dry-run');
  expect([planned.exitCode, planned.stdout]).toEqual([0, '']);
  const [brings, why, figures] = planned.stderr.split('\n');
  expect(brings?.trim()).toBe(`would bring torch==2.13.0+cpu from ${index.url}/whl/cpu`);
  expect(why).toContain('the build for the CPU');
  expect(figures).toMatch(/3 packages; to download at most 3\.0 MiB; on the disk at least 3\.0 MiB/);
  expect((await engines(['list'])).stdout).toContain('funasr: not installed');

  index.break({ kind: 'slow', bytesPerS: 300_000 });
  const cancelled = await installUntilDownload('SIGINT');
  expect(cancelled.exitCode).toBe(130);
  expect(cancelled.stderr).toContain('funasr: cancelled; whole files are kept');
  // A host that dies takes its pip along, and leaves the place to the next.
  await installUntilDownload('SIGKILL');
  if (process.platform === 'linux') await expect.poll(listOwnProcesses).toEqual([]);

  index.break({ kind: 'none' });
  const done = await install();
  expect([done.exitCode, done.stderr.includes('fix')]).toEqual([0, false]);
  expect(done.stdout).toMatch(
    /funasr: installed \(Python 3\.\d+\.\d+, torch 2\.13\.0\+cpu, funasr 1\.4\.16, /,
  );
  expect((await engines(['log', 'funasr'])).stdout).toContain('Successfully installed');
});

/** For tests: engines of a few bytes on indexes of ours, installed by the real pip of the version the lock pins. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { EngineInstall, EngineView } from '../electron/contract/engine.ts';
import type { GpusView } from '../electron/contract/gpu.ts';
import { settings as settingsSchema } from '../electron/contract/settings.ts';
import { noCards } from '../electron/core/box/sampleFacts.ts';
import { openEngines } from '../electron/host/box/engines.ts';
import type { Engines } from '../electron/host/box/enginesPort.ts';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { findPython } from '../electron/host/box/findPython.ts';
import { openRuns } from '../electron/host/fleet/runs.ts';
import { root } from './box.ts';

export const run = promisify(execFile);

export interface FakeWheel {
  readonly name: string;
  readonly version: string;
  readonly requires?: readonly string[];
  readonly source?: string;
  /** Its size, roughly. */
  readonly bytes?: number;
}

export const funasrWheel: FakeWheel = {
  ...{ name: 'funasr', version: '1.4.16', requires: ['small'], source: 'import small, torch' },
};

/** The plain torch is as large as a file no index would be asked for only to know its size. */
const wheels: readonly FakeWheel[] = [
  funasrWheel,
  { name: 'small', version: '1.0' },
  { name: 'torch', version: '2.13.0', requires: ['small'], bytes: 21 * 2 ** 20 },
  { name: 'torch', version: '2.13.0+cpu', requires: ['small'], bytes: 3 * 2 ** 20 },
  { name: 'torch', version: '2.13.0+cu126', requires: ['small'], bytes: 2 ** 20 },
];

export const wheelOf = (name: string, version: string): string => `${name}-${version}-py3-none-any.whl`;

/** Content by file name. */
export async function makeWheels(folder: string, specs: readonly FakeWheel[]): Promise<Map<string, Buffer>> {
  const { path } = await findPython();
  await mkdir(folder, { recursive: true });
  await run(path, [join(root, 'e2e', 'fakes', 'wheels.py'), folder, JSON.stringify(specs)]);
  return readFiles(folder);
}

async function readFiles(folder: string): Promise<Map<string, Buffer>> {
  const names = await readdir(folder);
  const contents = names.map(async (name) => [name, await readFile(join(folder, name))] as const);
  return new Map(await Promise.all(contents));
}

export interface EnginesBox {
  readonly dir: string;
  /** The made-up packages, and the pip they are installed with. */
  readonly files: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

/** A root whose locks name the made-up packages. */
export async function makeEnginesBox(): Promise<EnginesBox> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-engines-'));
  const python = join(dir, 'root', 'python');
  await mkdir(join(python, 'requirements'), { recursive: true });
  for (const name of ['paradeck_worker', 'paradeck_fetch'])
    await symlink(join(root, 'python', name), join(python, name));
  for (const name of ['pip', 'ffmpeg', 'hub'])
    await symlink(
      join(root, 'python', 'requirements', `${name}.txt`),
      join(python, 'requirements', `${name}.txt`),
    );
  const funasr = '# a test\nfunasr==1.4.16\ntorch==2.13.0\n\n# What they need:\nsmall==1.0\n';
  for (const [name, text] of Object.entries({ funasr, onnx: 'small==1.0\n' }))
    await writeFile(join(python, 'requirements', `${name}.txt`), text);
  const folder = join(dir, 'wheels');
  await makeWheels(folder, wheels);
  const { path } = await findPython();
  const pip = join(python, 'requirements', 'pip.txt');
  await run(path, ['-m', 'pip', 'download', '--no-deps', '--quiet', '--dest', folder, '-r', pip]);
  const files = await readFiles(folder);
  return { dir, files, close: () => rm(dir, { recursive: true, force: true }) };
}

export interface EnginesTrial {
  readonly engines: Engines;
  /** What was told of the funasr engine. */
  readonly heard: readonly EngineView[];
  /** The box as it is now. */
  readonly now: { gpus: GpusView; torchIndex: string | null };
  /** The first state of its installation, come or to come, that is wanted. */
  until(want: (install: EngineInstall) => boolean): Promise<EngineInstall>;
  /** Begins, and follows it to its end. */
  install(over?: { isDryRun?: boolean; torchIndex?: string }): Promise<EngineInstall>;
  funasr(): EngineView | undefined;
}

/** The engines of a box without a card, until the test puts one in. */
export function openEnginesTrial({ dir }: EnginesBox): EnginesTrial {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const clock = { now: () => Date.now() };
  const heard: EngineView[] = [];
  let look: () => void = () => undefined;
  const now: EnginesTrial['now'] = { gpus: noCards, torchIndex: null };
  const engines = openEngines({
    root: join(dir, 'root'),
    environments: openEnvironments(join(dir, 'root'), join(dir, 'envs')),
    gpus: { view: () => now.gpus, look: async () => now.gpus, onChange: () => () => undefined },
    settings: { get: () => ({ ...settingsSchema.parse({}), torchIndex: now.torchIndex }) },
    readDriver: async () => ({
      ...{ hasDevice: now.gpus.cards.length > 0, loadedVersion: null, hasNodes: false },
    }),
    runs: openRuns({ home: join(dir, 'home'), clock, log }),
    ...{ clock, log },
    emit: (event) => {
      if (event.type === 'engine.changed' && event.engine.engine === 'funasr') heard.push(event.engine);
      look();
    },
  });
  const until: EnginesTrial['until'] = (want) =>
    new Promise((resolve) => {
      look = () => {
        const found = heard
          .map(({ install }) => install)
          .find((install) => install !== null && want(install));
        if (found) resolve(found);
      };
      look();
    });
  return {
    ...{ engines, heard, until, now },
    install: async (over = {}) => {
      heard.length = 0;
      engines.install({ engine: 'funasr', isDryRun: false, torchIndex: null, ...over });
      return await until(({ endedAt }) => endedAt !== null);
    },
    funasr: () => engines.list().find(({ engine }) => engine === 'funasr'),
  };
}

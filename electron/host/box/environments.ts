/** The Python environments of the engines: where they are, and how they are made. One per lock file, shared by every home. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Failed } from '../../core/failed.ts';
import { foldPipLine } from '../../core/box/pipProgress.ts';
import { readProcessMark } from '../home/processStart.ts';
import { findPython } from './findPython.ts';

/**
 * A set of pinned packages under python/requirements. `ffmpeg` only carries a decoder for boxes without one, `hub` the
 * hubs' clients for whoever fetches a model.
 */
export type EnvironmentName = 'onnx' | 'funasr' | 'ffmpeg' | 'hub' | 'dev' | 'oracle';

export interface Environments {
  /** Folder of an environment, made or not. */
  dirOf(name: EnvironmentName): string;
  /** Its interpreter, or null until it is complete. */
  pythonOf(name: EnvironmentName): string | null;
  /**
   * Makes it if it is not complete; `say` gets a line now and then. Throws engine-not-installed with pip's own words, and
   * the signal's reason; a half-made one is made anew the next time.
   */
  make(name: EnvironmentName, say: (line: string) => void, signal?: AbortSignal): Promise<string>;
}

/** `root` holds python/requirements; PARADECK_ENVS moves the folder the environments live in. */
export function openEnvironments(root: string, envsDir = process.env['PARADECK_ENVS']): Environments {
  const base = envsDir ?? join(root, '.paradeck', 'env');
  const dirOf = (name: EnvironmentName): string => join(base, `${name}-${lockHash(root, name)}`);
  const pythonOf = (name: EnvironmentName): string | null => {
    const dir = dirOf(name);
    return existsSync(join(dir, 'complete')) ? interpreterIn(dir) : null;
  };
  return {
    dirOf,
    pythonOf,
    make: async (name, say, signal) =>
      pythonOf(name) ?? makeOnce({ root, name, dir: dirOf(name), step: { say, signal } }),
  };
}

interface Making {
  readonly root: string;
  readonly name: EnvironmentName;
  readonly dir: string;
  readonly step: Step;
}

interface Step {
  readonly say: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

function requirementsOf(root: string, name: EnvironmentName): string {
  return join(root, 'python', 'requirements', `${name}.txt`);
}

function lockHash(root: string, name: EnvironmentName): string {
  const hash = createHash('sha256').update(readFileSync(requirementsOf(root, name)));
  return hash.update(`${process.platform} ${process.arch}`).digest('hex').slice(0, 12);
}

function interpreterIn(dir: string): string {
  return process.platform === 'win32' ? join(dir, 'Scripts', 'python.exe') : join(dir, 'bin', 'python');
}

async function makeOnce(making: Making): Promise<string> {
  const release = await takeTurn(`${making.dir}.lock`, making.step);
  try {
    if (existsSync(join(making.dir, 'complete'))) return interpreterIn(making.dir);
    return await makeEnvironment(making);
  } finally {
    await release();
  }
}

async function makeEnvironment({ root, name, dir, step }: Making): Promise<string> {
  const python = await findPython();
  step.say(`making the Python environment "${name}" with Python ${python.version} (${python.path})`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  await runStep([python.path, '-m', 'venv', dir], step);
  const interpreter = interpreterIn(dir);
  const pip = [interpreter, '-m', 'pip', 'install', '--no-input', '--disable-pip-version-check'];
  await runStep([...pip, '--progress-bar', 'off', '-r', requirementsOf(root, name)], step);
  await writeFile(join(dir, 'complete'), `${new Date().toISOString()}\n`);
  return interpreter;
}

/** A lock by exclusive creation; a lock whose owner is gone is taken over. */
async function takeTurn(lock: string, { say, signal }: Step): Promise<() => Promise<void>> {
  await mkdir(join(lock, '..'), { recursive: true });
  for (let isTold = false; ; isTold = true) {
    signal?.throwIfAborted();
    try {
      await writeFile(lock, String(process.pid), { flag: 'wx' });
      return () => rm(lock, { force: true });
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown;
    }
    const owner = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (owner > 0 && (await readProcessMark(owner)) === null) await rm(lock, { force: true });
    else if (!isTold) say('another ParaDeck is making this environment; waiting for it');
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The user's own Python must not reach into ours. */
const pythonVariables = new Set(['PYTHONPATH', 'PYTHONHOME', 'VIRTUAL_ENV', 'CONDA_PREFIX']);

/** Runs one command without the user's own Python variables; its last lines become the failure's cause. */
async function runStep(command: readonly string[], { say, signal }: Step): Promise<void> {
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !pythonVariables.has(name)));
  const [file = '', ...args] = command;
  const child = spawn(file, args, { env, stdio: ['ignore', 'pipe', 'pipe'], windowsHide: true, signal });
  const tail: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      tail.push(line);
      if (tail.length > 20) tail.shift();
      const shown = foldPipLine(line);
      if (shown !== null) say(shown);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  if (code === 0) return;
  throw new Failed('engine-not-installed', `${args.join(' ')} failed:\n${tail.join('\n')}`, {
    step: args[1] ?? '',
  });
}

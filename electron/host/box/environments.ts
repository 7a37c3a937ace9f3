/** The Python environments: which there are, and how the plain ones are made. The engines' own are installed by engineMaking.ts. */
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import { join } from 'node:path';
import { foldPipLine } from '../../core/box/pipProgress.ts';
import { planConfigEnv, planPipEnv, planPythonEnv } from '../../core/box/pipEnvironment.ts';
import { interpreterIn, listPlaces, placeIn, readCompletion, requirementsOf } from './environmentPlaces.ts';
import type { Completion, EnvironmentName, EnvironmentPlace } from './environmentPlaces.ts';
import { measureFolder } from './measureFolder.ts';
import { takeTurn } from './environmentTurn.ts';
import { findPython } from './findPython.ts';
import { runPython } from './pythonRun.ts';
import type { MakingStep } from './pythonRun.ts';

export interface InstalledEnvironment extends Completion {
  readonly dir: string;
  readonly pythonPath: string;
  readonly lock: string;
}

export interface Environments {
  /** Folder of an environment, made or not. */
  dirOf(name: EnvironmentName): string;
  /** Its interpreter, or null until it is complete. */
  pythonOf(name: EnvironmentName): string | null;
  /** The whole one; of several builds the one made last. */
  find(name: EnvironmentName): InstalledEnvironment | null;
  /** Where a set with another build of torch lies, made or not. */
  placeOf(name: EnvironmentName, torch: string | null): EnvironmentPlace;
  /**
   * Makes it if it is not complete; `say` gets a line now and then. Throws python-missing and install-… with pip's own
   * words, and the signal's reason; a half-made one is made anew the next time.
   */
  make(name: EnvironmentName, say: (line: string) => void, signal?: AbortSignal): Promise<string>;
}

interface PlainStep extends MakingStep {
  readonly pipIndex: string | null;
}

/** `root` holds python/requirements; PARADECK_ENVS moves the folder the environments live in; `pipIndex` as the settings have it. */
export function openEnvironments(
  root: string,
  envsDir = process.env['PARADECK_ENVS'],
  pipIndex: () => string | null = () => null,
): Environments {
  const at = { root, base: envsDir ?? join(root, '.paradeck', 'env') };
  const find = (name: EnvironmentName): InstalledEnvironment | null => {
    const whole = listPlaces(at, name).flatMap(({ dir, lock }) => {
      const completion = readCompletion(dir);
      return completion === null ? [] : [{ ...completion, dir, lock, pythonPath: interpreterIn(dir) }];
    });
    return whole.toSorted((a, b) => b.at - a.at)[0] ?? null;
  };
  return {
    find,
    dirOf: (name) => find(name)?.dir ?? placeIn(at, name).dir,
    pythonOf: (name) => find(name)?.pythonPath ?? null,
    placeOf: (name, torch) => placeIn(at, name, torch),
    make: async (name, say, signal) =>
      find(name)?.pythonPath ?? makeOnce(root, placeIn(at, name), { say, signal, pipIndex: pipIndex() }),
  };
}

async function makeOnce(root: string, place: EnvironmentPlace, step: PlainStep): Promise<string> {
  const release = await takeTurn(place.dir, step);
  try {
    if (readCompletion(place.dir) === null) await makePlain(root, place, step);
    return interpreterIn(place.dir);
  } finally {
    await release();
  }
}

async function makePlain(root: string, place: EnvironmentPlace, step: PlainStep): Promise<void> {
  const pythonDir = join(root, 'python');
  const python = await makeVenv({ pythonDir, dir: place.dir }, step);
  const { signal, pipIndex } = step;
  await inPip({ python, pythonDir, dir: place.dir, signal, pipIndex }, async (pip) => {
    await pip(['install', '--progress-bar', 'off', '-r', requirementsOf(root, place.name)], (line) => {
      const shown = foldPipLine(line);
      if (shown !== null) step.say(shown);
    });
  });
  await complete(place.dir, []);
}

/** Notes that an environment is whole; from now on it is the one in use. */
export async function complete(dir: string, versions: Completion['versions']): Promise<void> {
  const whole: Completion = { at: Date.now(), bytes: await measureFolder(dir), versions };
  await writeFile(join(dir, 'complete'), `${JSON.stringify(whole)}\n`);
}

/** An empty environment in place of whatever is there; its interpreter. */
export async function makeVenv(
  { pythonDir, dir }: { pythonDir: string; dir: string },
  { say, signal }: MakingStep,
): Promise<string> {
  const { path, version } = await findPython();
  say(`making the Python environment in ${dir} with Python ${version} (${path})`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  const env = planPythonEnv(process.env);
  await runPython({ python: path, args: ['-m', 'venv', dir], env, pythonDir, signal });
  return interpreterIn(dir);
}

export interface PipPlace {
  /** The environment's own interpreter. */
  readonly python: string;
  readonly pythonDir: string;
  readonly dir: string;
  readonly signal: AbortSignal | undefined;
  /** Index set in ParaDeck; null: the user's. */
  readonly pipIndex: string | null;
  /** Everything pip says. */
  onWords?(line: string): void;
}

/** One run of the environment's pip: its arguments, who hears its lines, and what ends this run alone. */
export type RunPip = (
  args: readonly string[],
  onLine?: (line: string) => void,
  ending?: AbortSignal,
) => Promise<string>;

/** Runs pip as often as `work` wants, with the user's indexes and nothing else of theirs, and room of its own on that disk. */
export async function inPip<T>(
  place: PipPlace,
  work: (pip: RunPip, env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  const { dir, python, pythonDir, signal } = place;
  const temporary = `${dir}.tmp`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  try {
    const told = await runPython({
      ...{ python, pythonDir, signal, args: ['-m', 'pip', 'config', 'list'] },
      env: planConfigEnv(process.env),
    });
    const env = planPipEnv(process.env, told, { nowhere: devNull, temporary, index: place.pipIndex });
    const pip: RunPip = (args, onLine, ending) =>
      runPython({
        ...{ python, pythonDir, env, args: ['-m', 'pip', ...args] },
        signal: signal && ending ? AbortSignal.any([signal, ending]) : (ending ?? signal),
        ...(onLine && { onLine }),
        ...(place.onWords && { onWords: place.onWords }),
      });
    return await work(pip, env);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

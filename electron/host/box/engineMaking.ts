/** Installs an engine: an environment of its own, what the index says of it, the packages, and the proof that they run. */
import { existsSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EngineInstall, TorchPlan } from '../../contract/engine.ts';
import type { GpusView } from '../../contract/gpu.ts';
import type { EngineName } from '../../contract/workerMessages.ts';
import { toGiB } from '../../core/box/finding.ts';
import { isTooFull } from '../../core/box/installFigures.ts';
import { doneBytes, foldPip, pipBegins } from '../../core/box/pipProgress.ts';
import type { PipProgress } from '../../core/box/pipProgress.ts';
import { Failed } from '../../core/failed.ts';
import { askIndex, askingIn, keepAnswer, readAnswer } from './engineAsking.ts';
import type { Answer } from './engineAsking.ts';
import { importEngine, tryCards } from './engineVerify.ts';
import { interpreterIn, readCompletion, requirementsOf } from './environmentPlaces.ts';
import type { EnvironmentPlace } from './environmentPlaces.ts';
import { complete, inPip, makeVenv } from './environments.ts';
import type { PipPlace, RunPip } from './environments.ts';
import { takeTurn } from './environmentTurn.ts';
import { listSites } from './probesBundled.ts';

export interface EngineMaking {
  readonly engine: EngineName;
  readonly place: EnvironmentPlace;
  /** The build to bring; null: this engine has no torch. */
  readonly torch: TorchPlan | null;
  /** Ends once the index has answered. */
  readonly isDryRun: boolean;
  /** The clone or the packaged resources: holds python/. */
  readonly root: string;
  /** Index of Python packages set in ParaDeck; null: the user's. */
  readonly pipIndex: string | null;
  /** The cards to try CUDA on. */
  readonly gpus: GpusView;
  readonly signal: AbortSignal;
  show(changed: Partial<EngineInstall>): void;
  /** A line for the log. */
  note(line: string): void;
}

/** How it ended: an engine that is there needs no plan. Rejects with the signal's reason, and with Failed: python-missing, install-…, engine-broken. */
export async function makeEngine(making: EngineMaking): Promise<'planned' | 'done'> {
  const { place, signal, note } = making;
  const release = await takeTurn(place.dir, { say: note, signal });
  try {
    if (readCompletion(place.dir) !== null && (await stillRuns(making))) return 'done';
    await install(making);
    return making.isDryRun ? 'planned' : 'done';
  } finally {
    await release();
  }
}

/** One that is there is proven again, and used from now on; one that has broken is made anew. */
async function stillRuns(making: EngineMaking): Promise<boolean> {
  if (making.isDryRun) return true;
  try {
    await verify(making);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof Failed)) throw thrown;
    making.note(`it is there and does not run, so it is made anew: ${thrown.message}`);
    await rm(join(making.place.dir, 'complete'));
    return false;
  }
}

async function install(making: EngineMaking): Promise<void> {
  const { place, root, signal, note, isDryRun, pipIndex } = making;
  const pythonDir = join(root, 'python');
  const python = await prepare(making, pythonDir);
  const pipPlace: PipPlace = { python, pythonDir, dir: place.dir, signal, pipIndex, onWords: note };
  await inPip(pipPlace, async (pip, env) => {
    if (!isPrepared(place))
      await pip(['install', '--progress-bar', 'off', '-r', requirementsOf(root, 'pip')]);
    await writeFile(preparedIn(place), '');
    const answer = (await readAnswer(making)) ?? (await ask({ ...making, python, pythonDir }, pip, env));
    making.show({ figures: answer.figures, note: null });
    if (isDryRun) return;
    checkRoom(making, answer);
    // Once pip unpacks something may be there by halves, and nothing tells a half from a whole.
    await rm(preparedIn(place));
    await bring(making, answer, pip);
  });
  if (!isDryRun) await verify(making);
}

/** An environment with nothing in it but pip; one that was left in that state is used. */
async function prepare({ place, signal, note, show }: EngineMaking, pythonDir: string): Promise<string> {
  show({ state: 'preparing' });
  if (isPrepared(place)) return interpreterIn(place.dir);
  return await makeVenv({ pythonDir, dir: place.dir }, { say: note, signal });
}

function preparedIn({ dir }: EnvironmentPlace): string {
  return join(dir, 'prepared');
}

function isPrepared(place: EnvironmentPlace): boolean {
  return existsSync(preparedIn(place)) && existsSync(interpreterIn(place.dir));
}

async function ask(
  making: EngineMaking & { python: string; pythonDir: string },
  pip: RunPip,
  env: Readonly<Record<string, string>>,
): Promise<Answer> {
  making.show({ state: 'asking' });
  const answer = await askIndex({ ...making, onNote: (note) => making.show({ note }) }, pip, env);
  await keepAnswer(making, answer);
  return answer;
}

/** Throws install-no-room where the figures are known and the disk has less. */
function checkRoom({ engine, place }: EngineMaking, { figures }: Answer): void {
  if (figures === null || !isTooFull(figures)) return;
  const { freeBytes, neededBytes } = figures;
  const [freeGiB, neededGiB] = [freeBytes, neededBytes].map((bytes) => toGiB((bytes ?? 0) / 2 ** 20));
  const message = `${freeGiB} GiB free at ${place.dir}, at least ${neededGiB} GiB needed while installing`;
  throw new Failed('install-no-room', message, { engine, dir: place.dir });
}

async function bring(making: EngineMaking, answer: Answer, pip: RunPip): Promise<void> {
  const { place, show } = making;
  const file = join(place.dir, 'requirements.txt');
  await writeFile(file, answer.requirements);
  const total = answer.figures?.packages ?? null;
  show({ state: 'downloading', totalPackages: total });
  let seen = pipBegins;
  let counting: NodeJS.Timeout | undefined;
  const hear = (line: string): void => {
    const before = seen;
    seen = foldPip(seen, line, answer.sizes);
    if (seen === before) return;
    show(foldShown(seen, total));
    if (seen.state === 'installing') counting ??= countInstalled(making, seen.collected);
  };
  try {
    const exactly = answer.isExact ? ['--no-deps'] : [];
    await pip(['install', '--progress-bar', 'raw', ...exactly, ...answer.where, '-r', file], hear);
    show({ donePackages: total ?? seen.collected ?? seen.packages });
  } finally {
    clearInterval(counting);
    if (seen.state !== 'installing') await writeFile(preparedIn(place), '');
  }
}

function foldShown(seen: PipProgress, total: number | null): Partial<EngineInstall> {
  if (seen.state === 'installing')
    return { state: 'installing', note: null, speedBytesS: null, doneBytes: doneBytes(seen) };
  return {
    ...{ note: seen.note, doneBytes: doneBytes(seen) },
    ...{ donePackages: Math.max(0, seen.packages - 1), totalPackages: total },
  };
}

const countMs = 500;

/** pip says nothing while it unpacks: packages that stand in the environment are counted. */
function countInstalled({ place, show }: EngineMaking, total: number | null): NodeJS.Timeout {
  const count = async (): Promise<void> => {
    const sites = await listSites(place.dir);
    const names = await Promise.all(sites.map((site) => readdir(site).catch(() => [])));
    const there = names.flat().filter((name) => name.endsWith('.dist-info')).length;
    // pip itself is one of them.
    show({ donePackages: Math.max(0, there - 1), totalPackages: total });
  };
  return setInterval(() => void count(), countMs);
}

async function verify(making: EngineMaking): Promise<void> {
  const { engine, place, root, torch, gpus, show, signal } = making;
  show({ state: 'verifying', note: null });
  const python = interpreterIn(place.dir);
  const versions = await importEngine(engine, python, signal);
  const cuda = await tryCards({ python, pythonDir: join(root, 'python'), torch }, gpus);
  await rm(askingIn(place), { recursive: true, force: true });
  await complete(place.dir, versions);
  show({ cuda });
}

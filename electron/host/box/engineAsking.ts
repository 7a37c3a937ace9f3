/** Asks the index what an installation would bring, and how large it is, without fetching it. */
import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { installFigures } from '../../contract/engine.ts';
import type { InstallFigures, TorchPlan } from '../../contract/engine.ts';
import { foldFigures } from '../../core/box/installFigures.ts';
import { foldPip, pipBegins } from '../../core/box/pipProgress.ts';
import { listSizes, parsePipReport, renderDirect, renderRequirements } from '../../core/box/pipReport.ts';
import type { FileFigures, PlannedPackage } from '../../core/box/pipReport.ts';
import { planLock } from '../../core/box/torchBuilds.ts';
import { parseAs } from '../../core/parseAs.ts';
import type { EnvironmentPlace } from './environmentPlaces.ts';
import type { RunPip } from './environments.ts';
import { runProbe } from './runProbe.ts';

export interface Asking {
  readonly place: EnvironmentPlace;
  readonly torch: TorchPlan | null;
  readonly python: string;
  readonly pythonDir: string;
  readonly signal: AbortSignal;
  /** The package it is about. */
  readonly onNote: (note: string | null) => void;
}

/** What pip is to install. */
export interface Answer {
  /** Requirements, a line each; exact with everything they need where the index told. */
  readonly requirements: string;
  readonly isExact: boolean;
  /** null: the index does not tell in advance. */
  readonly figures: InstallFigures | null;
  /** Bytes by file name. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Options that tell pip where torch is, where its address could not be asked for. */
  readonly where: readonly string[];
}

/** Where the questions and answers of an installation lie until it is over. */
export function askingIn({ dir }: EnvironmentPlace): string {
  return join(dir, 'asking');
}

/** pip reads the index's own word about a file, else the end of the file: nothing large is fetched. */
const dryRun = ['install', '--dry-run', '--use-feature=fast-deps', '--progress-bar', 'raw'];
/** A file that large is fetched whole only by an index that cannot tell. */
const largeBytes = 20_000_000;
const sizesLimitMs = 120_000;

export async function askIndex(asking: Asking, pip: RunPip, env: Env): Promise<Answer> {
  await mkdir(askingIn(asking.place), { recursive: true });
  const nothing = { isExact: false, figures: null, sizes: new Map<string, number>() };
  const where = locateTorch(asking.torch);
  const lock = await lockWithTorch(asking, pip, where);
  if (lock === null)
    return { ...nothing, requirements: asking.place.lock, where: ['--extra-index-url', ...where.slice(1)] };
  const wanted = join(askingIn(asking.place), 'wanted.txt');
  await writeFile(wanted, lock);
  const packages = await tell(asking, pip, ['-r', wanted]);
  if (packages === null) return { ...nothing, requirements: lock, where: [] };
  asking.onNote(null);
  const files = await readSizes(asking, packages, env);
  const disk = await readDisk(asking.place.dir, (await pip(['cache', 'dir'])).trim());
  const figures = foldFigures(files, disk);
  const sizes = listSizes(packages, files);
  return { requirements: renderRequirements(packages), isExact: true, figures, sizes, where: [] };
}

type Env = Readonly<Record<string, string>>;

/** A mirror may keep PyTorch's folders, or a plain page of files. */
function locateTorch(torch: TorchPlan | null): string[] {
  return torch?.index == null ? [] : ['--index-url', torch.index, '--find-links', `${torch.index}/`];
}

/** torch's own index is asked for torch alone: everything else comes from the user's. null: it cannot tell. */
async function lockWithTorch(asking: Asking, pip: RunPip, where: readonly string[]): Promise<string | null> {
  const { place, torch } = asking;
  if (where.length === 0 || torch?.requirement == null) return place.lock;
  const told = await tell(asking, pip, ['--no-deps', ...where, torch.requirement]);
  const found = told?.[0];
  return found === undefined ? null : planLock(place.lock, renderDirect(found));
}

/** What pip would install; null: an index that cannot tell began to send a large file. */
async function tell(
  asking: Asking,
  pip: RunPip,
  wanted: readonly string[],
): Promise<PlannedPackage[] | null> {
  const report = join(askingIn(asking.place), 'report.json');
  const cannotTell = new AbortController();
  let seen = pipBegins;
  const hear = (line: string): void => {
    seen = foldPip(seen, line, new Map());
    asking.onNote(seen.note);
    if ((seen.current?.bytes ?? 0) > largeBytes) cannotTell.abort();
  };
  try {
    await pip([...dryRun, '--report', report, ...wanted], hear, cannotTell.signal);
  } catch (thrown) {
    asking.signal.throwIfAborted();
    if (cannotTell.signal.aborted) return null;
    throw thrown;
  }
  return parsePipReport(await readFile(report, 'utf8'));
}

const answer = z.array(z.tuple([z.number().nullable(), z.number().nullable()]));

async function readSizes(
  asking: Asking,
  packages: readonly PlannedPackage[],
  env: Env,
): Promise<FileFigures[]> {
  const list = join(askingIn(asking.place), 'addresses.json');
  await writeFile(list, JSON.stringify(packages.map(({ url }) => url)));
  const command = [asking.python, '-m', 'paradeck_fetch.sizes', list];
  const run = await runProbe(command, {
    ...{ timeoutMs: sizesLimitMs, signal: asking.signal },
    env: { ...env, PYTHONPATH: asking.pythonDir },
  });
  asking.signal.throwIfAborted();
  const figures = parseAs(answer, run.stdout) ?? [];
  return packages.map((_, at) => {
    const [bytes, unpackedBytes] = figures[at] ?? [null, null];
    return { bytes, unpackedBytes };
  });
}

async function readDisk(dir: string, cacheDir: string): Promise<Parameters<typeof foldFigures>[1]> {
  const [own, cache] = await Promise.all([
    stat(dir).catch(() => null),
    stat(nearest(cacheDir)).catch(() => null),
  ]);
  return {
    freeBytes: await readFree(dir),
    sharesCache: own === null || cache === null || own.dev === cache.dev,
  };
}

async function readFree(dir: string): Promise<number | null> {
  const disk = await statfs(dir).catch(() => null);
  return disk && disk.bavail * disk.bsize;
}

/** pip makes its cache when it first needs it. */
function nearest(path: string): string {
  const above = dirname(path);
  return above === path || existsSync(path) ? path : nearest(above);
}

/** What an index answered is believed for so long. */
const freshMs = 3_600_000;

const kept = z.object({
  /** ms since the epoch. */
  at: z.number(),
  /** Where torch was asked for. */
  index: z.string().nullable(),
  requirements: z.string(),
  isExact: z.boolean(),
  figures: installFigures.nullable(),
  sizes: z.array(z.tuple([z.string(), z.number()])),
  where: z.array(z.string()),
});

/** The answer to a question asked a while ago, for an installation that follows. */
export async function readAnswer({ place, torch }: Pick<Asking, 'place' | 'torch'>): Promise<Answer | null> {
  const text = await readFile(join(askingIn(place), 'answer.json'), 'utf8').catch(() => '');
  const parsed = parseAs(kept, text);
  if (parsed === null) return null;
  const { at, index, sizes, ...rest } = parsed;
  if (Date.now() - at >= freshMs || index !== (torch?.index ?? null)) return null;
  const figures = rest.figures && { ...rest.figures, freeBytes: await readFree(place.dir) };
  return { ...rest, figures, sizes: new Map(sizes) };
}

export async function keepAnswer(
  { place, torch }: Pick<Asking, 'place' | 'torch'>,
  told: Answer,
): Promise<void> {
  const text: z.infer<typeof kept> = {
    ...told,
    at: Date.now(),
    index: torch?.index ?? null,
    sizes: [...told.sizes],
    where: [...told.where],
  };
  await writeFile(join(askingIn(place), 'answer.json'), JSON.stringify(text));
}

/** Writes a transcript's files beside its source or into a chosen folder; an existing file is never replaced. */
import { link, open, readFile, rm } from 'node:fs/promises';
import { dirname, join, parse } from 'node:path';
import type { Transcript, TranscriptFormat } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import { outputName } from '../../core/transcript/outputName.ts';
import { renamePatiently, sweepDeadTemps, syncFolder, writeTemp } from '../home/durableWrite.ts';
import { isNoRoom } from '../home/noRoom.ts';
import { renderFile } from '../results/renderFile.ts';

/** As any program's files: the user's umask decides. */
const usualMode = 0o666;

export interface SavePlan {
  readonly transcript: Transcript;
  readonly formats: readonly TranscriptFormat[];
  /** Must exist. */
  readonly dir: string;
  /** The file's name; left out: the transcript's with the format as its extension. */
  readonly nameOf?: (format: TranscriptFormat) => string;
}

/**
 * Saves each format under the first free name (`talk.srt`, `talk (2).srt`, …) and answers the paths. A file that already
 * holds the very text counts as saved: a job finished again after a crash leaves one file, not two.
 * Throws output-not-writable or disk-full; files saved before stay.
 */
export async function saveTranscript(plan: SavePlan): Promise<string[]> {
  const paths: string[] = [];
  for (const format of plan.formats) {
    const name = plan.nameOf?.(format) ?? outputName(plan.transcript.name, format);
    const wanted = join(plan.dir, name);
    const content = await renderFile(plan.transcript, format);
    paths.push(await saveOne(wanted, content).catch((thrown: unknown) => fail(thrown, wanted)));
  }
  return paths;
}

async function saveOne(wanted: string, content: Buffer): Promise<string> {
  await sweepDeadTemps(wanted);
  const temp = await writeTemp(wanted, content, usualMode);
  try {
    for (let number = 1; ; number += 1) {
      const path = number === 1 ? wanted : numbered(wanted, number);
      if (await place(temp, path)) return path;
      if ((await readFile(path).catch(() => null))?.equals(content)) return path;
    }
  } finally {
    await rm(temp, { force: true });
  }
}

/** Some file systems know no second name for a file. */
const cannotLink = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EMLINK',
  'EINVAL',
  'EACCES',
  'UNKNOWN',
]);

/**
 * Gives the whole file this name; false: it is taken. By a second name for it, so that neither a crash nor whoever saves
 * the same meanwhile meets a name without its text.
 */
async function place(temp: string, path: string): Promise<boolean> {
  try {
    await link(temp, path);
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    if (!cannotLink.has(code)) throw thrown;
    return (await reserve(path)) && (await moveInto(temp, path));
  }
  await syncFolder(dirname(path));
  return true;
}

/** Takes the name by making it, so that two savers can't both believe it free. */
async function reserve(path: string): Promise<boolean> {
  try {
    await (await open(path, 'wx', usualMode)).close();
    return true;
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw thrown;
  }
}

async function moveInto(temp: string, path: string): Promise<true> {
  try {
    await renamePatiently(temp, path);
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
  await syncFolder(dirname(path));
  return true;
}

function numbered(path: string, number: number): string {
  const { dir, name, ext } = parse(path);
  return join(dir, `${name} (${number})${ext}`);
}

function fail(thrown: unknown, path: string): never {
  const { code = 'unknown', message } = thrown as NodeJS.ErrnoException;
  const failure = isNoRoom(thrown) ? 'disk-full' : 'output-not-writable';
  throw new Failed(failure, `${path} could not be written: ${message}`, { path, code });
}

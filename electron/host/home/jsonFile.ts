/** One JSON file of the data home: read with a schema, written durably, with a backup of the last good content. */
import { copyFile, readFile, rm } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { z } from 'zod';
import { Failed } from '../../core/failed.ts';
import { sweepTemps, writeDurably } from './durableWrite.ts';
import { makeFolder } from './makeFolder.ts';
import { isNoRoom } from './noRoom.ts';

export interface JsonFile<T> {
  get(): T;
  /** Resolves once the value outlives a power cut; get() answers it from then on. Throws disk-full or home-not-writable. */
  set(value: T): Promise<void>;
  /** set() of what `change` makes of the value after every write before it. */
  update(change: (value: T) => T): Promise<void>;
  /** What was wrong with the file when it was opened, in English; null: nothing. */
  readonly problem: string | null;
}

export interface JsonFilePlan<T> {
  readonly path: string;
  readonly schema: z.ZodType<T>;
  /** Used where neither the file nor its backup can be read. */
  readonly fallback: T;
}

/**
 * Opens `path`, else `path.bak`, else the fallback; what could not be read is kept as `path.damaged`.
 * The folder is made if it is missing. One process may have the file open at a time.
 */
export async function openJsonFile<T>(plan: JsonFilePlan<T>): Promise<JsonFile<T>> {
  await makeFolder(dirname(plan.path));
  await sweepTemps(plan.path);
  await sweepTemps(backupOf(plan.path));
  const start = await readStart(plan);
  let value = start.value;
  let lastWrite: Promise<unknown> = Promise.resolve();

  const update = (change: (value: T) => T): Promise<void> => {
    const write = lastWrite.then(async () => {
      const next = plan.schema.parse(change(value));
      await writeBoth(plan.path, `${JSON.stringify(next, null, 2)}\n`);
      value = next;
    });
    lastWrite = write.catch(() => undefined);
    return write;
  };
  return { get: () => value, set: (next) => update(() => next), update, problem: start.problem };
}

/** What stands in the file or its backup, with nothing made and nothing mended; null: neither can be read. */
export async function readJsonFile<T>(path: string, schema: z.ZodType<T>): Promise<T | null> {
  for (const one of [path, backupOf(path)]) {
    const read = await readOne(one, schema);
    if ('value' in read) return read.value;
  }
  return null;
}

async function readStart<T>(plan: JsonFilePlan<T>): Promise<{ value: T; problem: string | null }> {
  const main = await readOne(plan.path, plan.schema);
  if ('value' in main) return { value: main.value, problem: null };
  const backup = await readOne(backupOf(plan.path), plan.schema);
  if (main.isMissing && !('value' in backup) && backup.isMissing)
    return { value: plan.fallback, problem: null };
  const kept = main.isMissing ? '' : await keepDamaged(plan.path);
  const name = basename(plan.path);
  if ('value' in backup) {
    return { value: backup.value, problem: `${name} ${main.cause}${kept}; its backup is used instead.` };
  }
  return {
    value: plan.fallback,
    problem: `${name} ${main.cause}${kept}, its backup ${backup.cause}; defaults are used.`,
  };
}

type ReadOne<T> = { value: T } | { cause: string; isMissing: boolean };

async function readOne<T>(path: string, schema: z.ZodType<T>): Promise<ReadOne<T>> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    const { code = '' } = thrown as NodeJS.ErrnoException;
    if (code === 'ENOENT') return { cause: 'is missing', isMissing: true };
    return { cause: `could not be read (${code})`, isMissing: false };
  }
  return parseOne(text, schema);
}

function parseOne<T>(text: string, schema: z.ZodType<T>): ReadOne<T> {
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return { cause: 'is damaged (not JSON)', isMissing: false };
  }
  const parsed = schema.safeParse(raw);
  if (parsed.success) return { value: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue?.path.join('.') || 'its top level';
  return { cause: `does not fit (${where}: ${issue?.message ?? 'unknown'})`, isMissing: false };
}

/** The backup goes first: it then is never older than a main file that a power cut filled with zeros. */
async function writeBoth(path: string, text: string): Promise<void> {
  try {
    await writeDurably(backupOf(path), text);
    await writeDurably(path, text);
  } catch (thrown) {
    const { code = 'unknown', message } = thrown as NodeJS.ErrnoException;
    const isFull = isNoRoom(thrown);
    const cause = isFull ? 'the disk is full' : message;
    throw new Failed(isFull ? 'disk-full' : 'home-not-writable', `${path} could not be written: ${cause}`, {
      path,
      code,
    });
  }
}

async function keepDamaged(path: string): Promise<string> {
  try {
    await rm(`${path}.damaged`, { force: true });
    await copyFile(path, `${path}.damaged`);
    return ` and was kept as ${basename(path)}.damaged`;
  } catch {
    return '';
  }
}

function backupOf(path: string): string {
  return `${path}.bak`;
}

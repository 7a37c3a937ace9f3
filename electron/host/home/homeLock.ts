/**
 * The exclusive lock on a data home: one host owns it. The lock is a file that appears whole (written aside, then
 * linked under its name, which fails if the name exists) and says who holds it and where their socket listens.
 * A lock whose owner is dead is taken over by whoever holds the lock on the taking, so two can't take it at once.
 */
import { randomUUID } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { Failed } from '../../core/failed.ts';
import { readProcessMark } from './processStart.ts';

const owner = z.object({
  pid: z.int().positive(),
  started: z.string().nullable(),
  /** Where the owner's home socket listens. */
  socket: z.string(),
  nonce: z.string(),
});

export type HomeOwner = Readonly<z.infer<typeof owner>>;

export interface HomeLock {
  readonly owner: HomeOwner;
  release(): Promise<void>;
}

/** Throws home-in-use with the owner's pid while another live process holds it. */
export async function acquireHomeLock(file: string, socket: string): Promise<HomeLock> {
  const mark = (await readProcessMark(process.pid)) ?? { pid: process.pid, started: null };
  const mine: HomeOwner = { ...mark, socket, nonce: randomUUID() };
  const aside = `${file}.${mine.nonce}`;
  await writeFile(aside, JSON.stringify(mine), { mode: 0o600, flag: 'wx' });
  try {
    await takeName({ file, aside, mine });
  } finally {
    await rm(aside, { force: true });
  }
  return {
    owner: mine,
    release: async () => {
      const held = parseOwner((await readText(file)) ?? '');
      if (held?.nonce === mine.nonce) await rm(file, { force: true });
    },
  };
}

/** The live process holding the lock, or null. */
export async function readHomeOwner(file: string): Promise<HomeOwner | null> {
  const held = await readLock(file);
  return typeof held === 'object' ? held : null;
}

interface Claim {
  readonly file: string;
  readonly aside: string;
  readonly mine: HomeOwner;
}

async function takeName(claim: Claim): Promise<void> {
  if ((await linkName(claim)) === 'taken') return;
  const taking = await acquireHomeLock(`${claim.file}.taking`, claim.mine.socket);
  try {
    // Somebody may have taken it over before the taking was ours. From here a stale lock can only change by us.
    if ((await linkName(claim)) === 'stale') await rename(claim.aside, claim.file);
  } finally {
    await taking.release();
  }
}

/** Takes a free name; throws home-in-use while its owner lives. */
async function linkName({ file, aside }: Claim): Promise<'taken' | 'stale'> {
  for (;;) {
    if (await didLink(aside, file)) return 'taken';
    const held = await readLock(file);
    if (held === 'stale') return 'stale';
    if (held === 'absent') continue;
    const message = `another host (pid ${held.pid}) holds ${file}`;
    throw new Failed('home-in-use', message, { path: file, pid: held.pid });
  }
}

async function didLink(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === 'EEXIST') return false;
    throw thrown;
  }
}

/** A lock appears whole, so one that can't be parsed was torn by a power cut: its owner is gone. */
async function readLock(file: string): Promise<HomeOwner | 'absent' | 'stale'> {
  const text = await readText(file);
  if (text === null) return 'absent';
  const held = parseOwner(text);
  if (held === null) return 'stale';
  const now = await readProcessMark(held.pid);
  return now !== null && now.started === held.started ? held : 'stale';
}

async function readText(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT' || codeOf(thrown) === 'ENOTDIR') return null;
    throw thrown;
  }
}

function parseOwner(text: string): HomeOwner | null {
  try {
    return owner.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function codeOf(thrown: unknown): string | undefined {
  return (thrown as NodeJS.ErrnoException).code;
}

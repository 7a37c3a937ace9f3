/** Opens the file whatever its state: a damaged one is moved aside, never written over. */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { openDatabase, type Database } from './storeDatabase.ts';
import { Damaged, isDamage } from './storeFailure.ts';
import type { StoreThreadOptions } from './storeMessages.ts';
import { migrate } from './storeSchema.ts';

export interface OpenedDatabase {
  readonly db: Database;
  /** For a person: what was wrong with the file and where it is now; null when nothing. */
  readonly problem: string | null;
}

/** Lies beside the database while a host has it open; found at the next opening, the last one did not close it. */
function openMark(path: string): string {
  return `${path}.open`;
}

function openSound(options: StoreThreadOptions, isDoubtful: boolean): Database {
  const db = openDatabase(options.path);
  try {
    // Only before anything is in it; an older file keeps the room of what was removed for what comes.
    const isNew = db.get<{ page_count: number }>('PRAGMA page_count')?.page_count === 0;
    if (isNew) db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    db.exec('PRAGMA journal_mode = WAL');
    if (isDoubtful) {
      const verdict = db.get<{ quick_check: string }>('PRAGMA quick_check(1)')?.quick_check;
      if (verdict !== 'ok') throw new Damaged(verdict ?? 'no verdict');
    }
    migrate(db);
    if (options.maxPages !== null) db.exec(`PRAGMA max_page_count = ${options.maxPages}`);
    return db;
  } catch (thrown) {
    db.close();
    throw thrown;
  }
}

function moveAside(path: string, at: number): string {
  const aside = `${path}.damaged-${new Date(at).toISOString().replaceAll(/[:.-]/g, '')}`;
  renameSync(path, aside);
  // The log goes along: the old file's last commits must not be played into the new one.
  if (existsSync(`${path}-wal`)) renameSync(`${path}-wal`, `${aside}-wal`);
  rmSync(`${path}-shm`, { force: true });
  return aside;
}

/** Makes folder and file where there are none. Checks the whole file where it was not closed properly. */
export function openCheckedDatabase(options: StoreThreadOptions): OpenedDatabase {
  const { path } = options;
  mkdirSync(dirname(path), { recursive: true });
  const wasOpen = existsSync(openMark(path));
  writeFileSync(openMark(path), '');
  try {
    return { db: openSound(options, wasOpen), problem: null };
  } catch (thrown) {
    if (!isDamage(thrown)) {
      if (!wasOpen) rmSync(openMark(path));
      throw thrown;
    }
    const aside = moveAside(path, options.openedAt);
    const problem = `The list of jobs was damaged (${String(thrown)}); it was kept as ${basename(aside)} and a new one begun.`;
    return { db: openSound(options, false), problem };
  }
}

/** Folds the log into the file. `isSound` false keeps the mark, so that the next opening checks the file. */
export function closeDatabase(db: Database, path: string, isSound: boolean): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
  if (isSound) rmSync(openMark(path), { force: true });
}

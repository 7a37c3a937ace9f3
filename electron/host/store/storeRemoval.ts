/** What may go, and the room it leaves, on the store's thread. */
import { endedStates } from '../../core/schedule/jobState.ts';
import type { Database } from './storeDatabase.ts';
import type { EndedJob } from './storePort.ts';

const ended = `state IN (${endedStates.map((state) => `'${state}'`).join(', ')}) AND ended_at < ?`;

/** Oldest first. */
export function readEndedBefore(db: Database, at: number, limit: number): EndedJob[] {
  return db.all<EndedJob>(
    `SELECT id, state, iif(json_extract(rest, '$.isUpload'), json_extract(rest, '$.path'), NULL) AS uploadPath
     FROM jobs WHERE ${ended} ORDER BY ended_at, seq LIMIT ?`,
    at,
    limit,
  );
}

export function countEndedBefore(db: Database, at: number): number {
  return db.get<{ n: number }>(`SELECT count(*) AS n FROM jobs WHERE ${ended}`, at)?.n ?? 0;
}

/** Some milliseconds' worth of pages of 4 KiB. */
const pagesAtOnce = 512;

/** Frees the last pages of the file, some at a time; true: there are more. A file without auto_vacuum keeps them. */
export function vacuumPiece(db: Database): boolean {
  if (db.get<{ auto_vacuum: number }>('PRAGMA auto_vacuum')?.auto_vacuum !== incremental) return false;
  db.all(`PRAGMA incremental_vacuum(${pagesAtOnce})`);
  return (db.get<{ freelist_count: number }>('PRAGMA freelist_count')?.freelist_count ?? 0) > 0;
}

/** PRAGMA auto_vacuum's INCREMENTAL. */
const incremental = 2;

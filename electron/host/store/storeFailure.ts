/** Errors of SQLite and the file system as failures of the house. */
import { Failed } from '../../core/failed.ts';
import { isNoRoom } from '../home/noRoom.ts';

/** Primary result codes of SQLite (https://sqlite.org/rescode.html). */
const sqlite = {
  perm: 3,
  busy: 5,
  locked: 6,
  readonly: 8,
  corrupt: 11,
  full: 13,
  cantOpen: 14,
  notADatabase: 26,
} as const;
/** SQLITE_IOERR_SHMSIZE: no room to grow the index of the WAL. */
const ioErrorShmSize = 4874;

const notWritable: readonly number[] = [sqlite.readonly, sqlite.cantOpen, sqlite.perm];
const noRights: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'ENOENT', 'ENOTDIR', 'EEXIST', 'EISDIR'];

function codesOf(thrown: unknown): { code: string; primary: number; extended: number } {
  const { code, errcode } = (thrown ?? {}) as { code?: unknown; errcode?: unknown };
  const extended = typeof errcode === 'number' ? errcode : 0;
  return { code: typeof code === 'string' ? code : '', primary: extended & 0xff, extended };
}

/** The check of a file at opening found it unsound. */
export class Damaged extends Error {
  override readonly name = 'Damaged';
}

/** True where the file itself can't be trusted any more. */
export function isDamage(thrown: unknown): boolean {
  const { primary } = codesOf(thrown);
  return thrown instanceof Damaged || primary === sqlite.corrupt || primary === sqlite.notADatabase;
}

/** Anything thrown while working on the database at `path`. */
export function foldStoreError(thrown: unknown, path: string): Failed {
  if (thrown instanceof Failed) return thrown;
  const { code, primary, extended } = codesOf(thrown);
  const cause = thrown instanceof Error ? thrown.message : String(thrown);
  const isFull = primary === sqlite.full || extended === ioErrorShmSize || isNoRoom(thrown);
  if (isFull) {
    return new Failed('disk-full', `No room for the database, free some space: ${cause}.`, { path });
  }
  if (notWritable.includes(primary) || noRights.includes(code)) {
    return new Failed('home-not-writable', `The database can't be opened or written: ${cause}.`, { path });
  }
  if (primary === sqlite.busy || primary === sqlite.locked) {
    return new Failed('home-in-use', `Another program holds the database: ${cause}.`, { path });
  }
  return new Failed('internal', `The database refused: ${cause}.`, { path });
}

/** What was dealt with of watched folders, on the store's thread. */
import type { Database } from './storeDatabase.ts';
import type { SeenFile } from './storePort.ts';

const markOne = 'INSERT OR REPLACE INTO seen_files (watch, path, mark) VALUES (?, ?, ?)';

export function markSeen(db: Database, watchId: string, files: readonly SeenFile[]): void {
  db.run(markOne, watchId, '', '');
  for (const { path, mark } of files) db.run(markOne, watchId, path, mark);
}

/** By path, the row without one first; at most `limit` after a path. */
export function readSeen(
  db: Database,
  watchId: string,
  piece: { after: string | null; limit: number },
): SeenFile[] {
  return db.all<SeenFile>(
    `SELECT path, mark FROM seen_files WHERE watch = ? AND (? OR path > ?) ORDER BY path LIMIT ?`,
    watchId,
    piece.after === null ? 1 : 0,
    piece.after ?? '',
    piece.limit,
  );
}

export function forgetSeen(db: Database, watchId: string): void {
  db.run('DELETE FROM seen_files WHERE watch = ?', watchId);
}

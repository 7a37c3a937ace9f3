/** What a webhook has yet to tell, on the store's thread. */
import type { Database } from './storeDatabase.ts';
import type { LetterRow } from './storeMessages.ts';
import type { Letter } from './storePort.ts';

/** One written before keeps its place; only its tries and when it is due change. */
export function writeLetter(db: Database, { id, jobId, body, writtenAt, tries, dueAt }: Letter): void {
  db.run(
    `INSERT INTO letters (id, job, body, written_at, tries, due_at) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET tries = excluded.tries, due_at = excluded.due_at`,
    id,
    jobId,
    body,
    writtenAt,
    tries,
    dueAt,
  );
}

export function dropLetters(db: Database, ids: readonly string[]): void {
  for (const id of ids) db.run('DELETE FROM letters WHERE id = ?', id);
}

/** In the order they were written; at most `limit` after row `afterSeq`. */
export function readLetters(db: Database, afterSeq: number, limit: number): LetterRow[] {
  return db.all<LetterRow>(
    `SELECT seq, id, job AS jobId, body, written_at AS writtenAt, tries, due_at AS dueAt
     FROM letters WHERE seq > ? ORDER BY seq LIMIT ?`,
    afterSeq,
    limit,
  );
}

/** Rows of segments, on the store's thread. */
import type { Database } from './storeDatabase.ts';
import type { ResultRow, SegmentRow } from './storeMessages.ts';

/** A segment already there keeps its result: a window played again changes nothing. */
export function insertSegments(db: Database, job: number, segments: readonly SegmentRow[]): void {
  for (const segment of segments) {
    db.run(
      `INSERT INTO segments (job, idx, from_ms, to_ms, instance_id, result) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (job, idx) DO NOTHING`,
      job,
      segment.index,
      segment.fromMs,
      segment.toMs,
      segment.instanceId,
      segment.result,
    );
  }
}

/** The first result stands. Results of a job removed or reset meanwhile fall on the floor. */
export function updateResults(db: Database, id: string, results: readonly ResultRow[]): void {
  for (const { index, instanceId, result } of results) {
    db.run(
      `UPDATE segments SET instance_id = ?, result = ?
       WHERE job = (SELECT seq FROM jobs WHERE id = ?) AND idx = ? AND result IS NULL`,
      instanceId,
      result,
      id,
      index,
    );
  }
}

export function deleteSegments(db: Database, job: number): void {
  db.run('DELETE FROM segments WHERE job = ?', job);
}

/** In file order, at most `limit` after segment `afterIndex`. */
export function readSegments(
  db: Database,
  id: string,
  piece: { afterIndex: number; limit: number },
): SegmentRow[] {
  return db.all<SegmentRow>(
    `SELECT idx AS "index", from_ms AS fromMs, to_ms AS toMs, instance_id AS instanceId, result
     FROM segments WHERE job = (SELECT seq FROM jobs WHERE id = ?) AND idx > ? ORDER BY idx LIMIT ?`,
    id,
    piece.afterIndex,
    piece.limit,
  );
}

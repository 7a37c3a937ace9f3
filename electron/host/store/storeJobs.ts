/** Rows of jobs, on the store's thread. */
import { Failed } from '../../core/failed.ts';
import type { Database } from './storeDatabase.ts';
import type { FullJobRow, JobParts, JobProgressColumns, JobRow, WholeJobParts } from './storeMessages.ts';

export const jobColumns =
  'seq, id, name, state, instance_id AS instanceId, accepted_at AS acceptedAt, ended_at AS endedAt, rest';
const progressColumns = `vad_state AS vadState, coalesce(punct, '[]') AS punct, punct_carry AS punctCarry`;
const fullJob = `SELECT ${jobColumns}, ${progressColumns} FROM jobs LEFT JOIN progress ON job = seq`;

function writeProgress(db: Database, seq: number, progress: JobProgressColumns): void {
  db.run(
    `INSERT INTO progress (job, vad_state, punct, punct_carry) VALUES (?, ?, ?, ?)
     ON CONFLICT (job) DO UPDATE
     SET vad_state = excluded.vad_state, punct = excluded.punct, punct_carry = excluded.punct_carry`,
    seq,
    progress.vadState,
    progress.punct,
    progress.punctCarry,
  );
}

/** The row of a job. Throws job-not-found. */
export function seqOf(db: Database, id: string): number {
  const row = db.get<{ seq: number }>('SELECT seq FROM jobs WHERE id = ?', id);
  if (!row) throw new Failed('job-not-found', `There is no job ${id}.`, { id });
  return row.seq;
}

export function insertJob(db: Database, { columns, progress, rest }: WholeJobParts): void {
  const { seq } = db.get<{ seq: number }>(
    `INSERT INTO jobs (id, name, state, instance_id, accepted_at, ended_at, rest)
     VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING seq`,
    columns.id,
    columns.name,
    columns.state,
    columns.instanceId,
    columns.acceptedAt,
    columns.endedAt,
    JSON.stringify(rest),
  ) as { seq: number };
  const { vadState, punct, punctCarry } = progress;
  if (vadState !== null || punct !== '[]' || punctCarry !== null) writeProgress(db, seq, progress);
}

/** Read, change, write; call it inside a transaction. The job's row. Throws job-not-found. */
export function updateJob(db: Database, id: string, parts: JobParts): number {
  const seq = seqOf(db, id);
  if (Object.keys(parts.columns).length + Object.keys(parts.rest).length > 0) {
    const row = db.get<JobRow>(`SELECT ${jobColumns} FROM jobs WHERE seq = ?`, seq) as JobRow;
    const next = { ...row, ...parts.columns };
    db.run(
      `UPDATE jobs SET name = ?, state = ?, instance_id = ?, accepted_at = ?, ended_at = ?, rest = ? WHERE seq = ?`,
      next.name,
      next.state,
      next.instanceId,
      next.acceptedAt,
      next.endedAt,
      JSON.stringify({ ...(JSON.parse(row.rest) as object), ...parts.rest }),
      seq,
    );
  }
  if (Object.keys(parts.progress).length > 0) {
    const row = db.get<JobProgressColumns>(
      `SELECT vad_state AS vadState, punct, punct_carry AS punctCarry FROM progress WHERE job = ?`,
      seq,
    );
    writeProgress(db, seq, { vadState: null, punct: '[]', punctCarry: null, ...row, ...parts.progress });
  }
  return seq;
}

/** Segments, progress and transcript go by foreign key; the search index has none. */
export function deleteJob(db: Database, id: string): void {
  const row = db.get<{ seq: number }>('DELETE FROM jobs WHERE id = ? RETURNING seq', id);
  if (row) db.run('DELETE FROM transcript_search WHERE rowid = ?', row.seq);
}

/** Jobs that were skipped for these have no transcript to lead to any more. */
export function forgetSame(db: Database, ids: readonly string[]): void {
  db.run(
    `UPDATE jobs SET rest = json_set(rest, '$.sameAs', NULL)
     WHERE state = 'skipped' AND json_extract(rest, '$.sameAs') IN (SELECT value FROM json_each(?))`,
    JSON.stringify(ids),
  );
}

export function readJob(db: Database, id: string): FullJobRow | null {
  return db.get<FullJobRow>(`${fullJob} WHERE id = ?`, id) ?? null;
}

/** In order of acceptance, at most `limit` after row `afterSeq`. */
export function readUnfinished(db: Database, afterSeq: number, limit: number): FullJobRow[] {
  return db.all<FullJobRow>(
    `${fullJob} WHERE state IN ('queued', 'waiting', 'paused', 'decoding', 'running') AND seq > ?
     ORDER BY seq LIMIT ?`,
    afterSeq,
    limit,
  );
}

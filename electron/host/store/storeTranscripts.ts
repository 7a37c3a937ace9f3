/** Rows of transcripts and their full-text index, on the store's thread. */
import type { SearchHit } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import { carryEdits, layEdits } from '../../core/transcript/edits.ts';
import { cutSnippet, renderIndexText, renderSearchQuery } from '../../core/transcript/searchText.ts';
import type { Database } from './storeDatabase.ts';
import { seqOf } from './storeJobs.ts';
import type { EditRow, EditedRow, TranscriptRow } from './storeMessages.ts';
import { joinEdited, renderEdits } from './storeRecord.ts';

const editedColumns =
  'text, transcripts.rest AS rest, created_at AS createdAt, edits, revision, edited_at AS editedAt';

/** An earlier transcript of the job is replaced; sentences that are there again keep what persons wrote. */
export function writeTranscript(db: Database, job: number, transcript: TranscriptRow): void {
  const before = db.get<EditedRow>(`SELECT ${editedColumns} FROM transcripts WHERE job = ?`, job);
  const { edits, edited, editedAt } = carryOver(before, transcript);
  db.run(
    `INSERT OR REPLACE INTO transcripts (job, created_at, text, rest, edits, edited, edited_at, revision)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[job, transcript.createdAt, transcript.text, transcript.rest],
    ...[edits, edited, editedAt, before ? before.revision + 1 : 0],
  );
  writeIndex(db, job, edited ?? transcript.text);
}

const unedited = { edits: null, edited: null, editedAt: null };

function carryOver(
  before: EditedRow | undefined,
  row: TranscriptRow,
): { edits: string | null; edited: string | null; editedAt: number | null } {
  if (!before?.edits) return unedited;
  const { recognised } = joinEdited({ ...row, ...unedited, revision: 0 });
  const edits = carryEdits(joinEdited(before), recognised);
  if (edits.length === 0) return unedited;
  const { editedAt } = before;
  const { text } = layEdits({ recognised, edits, revision: 0, editedAt });
  return { edits: renderEdits(edits), edited: text, editedAt };
}

function writeIndex(db: Database, job: number, text: string): void {
  db.run(
    `INSERT OR REPLACE INTO transcript_search (rowid, name, body)
     VALUES (?, ?, ?)`,
    job,
    renderIndexText(db.get<{ name: string }>('SELECT name FROM jobs WHERE seq = ?', job)?.name ?? ''),
    renderIndexText(text),
  );
}

/** Throws transcript-edited where it was made on an older revision, transcript-not-found. */
export function editTranscript(db: Database, id: string, edit: EditRow): void {
  const job = seqOf(db, id);
  const row = db.get<{ revision: number; text: string }>(
    'SELECT revision, text FROM transcripts WHERE job = ?',
    job,
  );
  if (!row) throw new Failed('transcript-not-found', `job ${id} has no transcript`, { id });
  if (row.revision !== edit.revision) {
    const detail = { id, revision: row.revision, madeOn: edit.revision };
    throw new Failed('transcript-edited', `the transcript of ${id} is another since`, detail);
  }
  db.run(
    'UPDATE transcripts SET edits = ?, edited = ?, edited_at = ?, revision = revision + 1 WHERE job = ?',
    ...[edit.edits, edit.text, edit.edits === null ? null : edit.editedAt, job],
  );
  writeIndex(db, job, edit.text ?? row.text);
}

export function readTranscript(db: Database, id: string): EditedRow | null {
  const row = db.get<EditedRow>(
    `SELECT ${editedColumns} FROM transcripts JOIN jobs ON seq = job WHERE id = ?`,
    id,
  );
  return row ?? null;
}

/** Transcripts whose text or file name holds every word asked for, newest first. */
export function searchTranscripts(db: Database, query: string, limit: number): SearchHit[] {
  const match = renderSearchQuery(query);
  if (match === null) return [];
  const rows = db.all<{ jobId: string; name: string; endedAt: number | null; text: string }>(
    `SELECT id AS jobId, jobs.name AS name, ended_at AS endedAt, coalesce(edited, text) AS text
     FROM transcript_search JOIN jobs ON seq = transcript_search.rowid JOIN transcripts ON job = seq
     WHERE transcript_search MATCH ? ORDER BY transcript_search.rowid DESC LIMIT ?`,
    match,
    limit,
  );
  return rows.map(({ text, ...hit }) => ({ ...hit, snippet: cutSnippet(text, query) }));
}

/** Jobs of all that is found, newest first. */
export function searchIds(db: Database, query: string): string[] {
  const match = renderSearchQuery(query);
  if (match === null) return [];
  const rows = db.all<{ id: string }>(
    `SELECT id FROM transcript_search JOIN jobs ON seq = transcript_search.rowid
     WHERE transcript_search MATCH ? ORDER BY transcript_search.rowid DESC`,
    match,
  );
  return rows.map(({ id }) => id);
}

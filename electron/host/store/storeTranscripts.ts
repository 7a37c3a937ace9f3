/** Rows of transcripts and their full-text index, on the store's thread. */
import type { SearchHit } from '../../contract/job.ts';
import { cutSnippet, renderIndexText, renderSearchQuery } from '../../core/transcript/searchText.ts';
import type { Database } from './storeDatabase.ts';
import type { TranscriptRow } from './storeMessages.ts';

/** An earlier transcript of the job is replaced. */
export function writeTranscript(db: Database, job: number, transcript: TranscriptRow): void {
  db.run(
    'INSERT OR REPLACE INTO transcripts (job, created_at, text, rest) VALUES (?, ?, ?, ?)',
    job,
    transcript.createdAt,
    transcript.text,
    transcript.rest,
  );
  db.run(
    `INSERT OR REPLACE INTO transcript_search (rowid, name, body)
     VALUES (?, ?, ?)`,
    job,
    renderIndexText(db.get<{ name: string }>('SELECT name FROM jobs WHERE seq = ?', job)?.name ?? ''),
    renderIndexText(transcript.text),
  );
}

export function readTranscript(db: Database, id: string): TranscriptRow | null {
  const row = db.get<TranscriptRow>(
    `SELECT text, transcripts.rest AS rest, created_at AS createdAt
     FROM transcripts JOIN jobs ON seq = job WHERE id = ?`,
    id,
  );
  return row ?? null;
}

/** Transcripts whose text or file name holds every word asked for, newest first. */
export function searchTranscripts(db: Database, query: string, limit: number): SearchHit[] {
  const match = renderSearchQuery(query);
  if (match === null) return [];
  const rows = db.all<{ jobId: string; name: string; endedAt: number | null; text: string }>(
    `SELECT id AS jobId, jobs.name AS name, ended_at AS endedAt, text
     FROM transcript_search JOIN jobs ON seq = transcript_search.rowid JOIN transcripts ON job = seq
     WHERE transcript_search MATCH ? ORDER BY transcript_search.rowid DESC LIMIT ?`,
    match,
    limit,
  );
  return rows.map(({ text, ...hit }) => ({ ...hit, snippet: cutSnippet(text, query) }));
}

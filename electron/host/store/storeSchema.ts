/** The tables, and how an older file becomes a newer one: migrations counted by PRAGMA user_version. */
import { Failed } from '../../core/failed.ts';
import type { Database } from './storeDatabase.ts';

/**
 * seq is the order of acceptance and the key everything else hangs on; `rest` is JSON.
 * The index of transcripts keeps no text (content=''): snippets are cut from the transcript's own.
 * Letters of the index are what core/searchText.ts emits; So are the radicals, which unicode61 would drop.
 */
const firstTables = `
  CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    state TEXT NOT NULL,
    instance_id TEXT,
    accepted_at REAL NOT NULL,
    ended_at REAL,
    rest TEXT NOT NULL
  ) STRICT;
  CREATE INDEX jobs_newest ON jobs (accepted_at DESC, id DESC);
  CREATE INDEX jobs_pinned ON jobs (instance_id, accepted_at DESC, id DESC);
  CREATE INDEX jobs_state ON jobs (state, seq);

  CREATE TABLE progress (
    job INTEGER PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    vad_state TEXT,
    punct TEXT NOT NULL,
    punct_carry TEXT
  ) STRICT;

  CREATE TABLE segments (
    job INTEGER NOT NULL REFERENCES jobs ON DELETE CASCADE,
    idx INTEGER NOT NULL,
    from_ms REAL NOT NULL,
    to_ms REAL NOT NULL,
    instance_id TEXT,
    result TEXT,
    UNIQUE (job, idx)
  ) STRICT;

  CREATE TABLE transcripts (
    job INTEGER PRIMARY KEY REFERENCES jobs ON DELETE CASCADE,
    created_at REAL NOT NULL,
    text TEXT NOT NULL,
    rest TEXT NOT NULL
  ) STRICT;
  CREATE VIRTUAL TABLE transcript_search USING fts5 (
    name, body, content='', contentless_delete=1,
    tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co So'"
  );
`;

/** What a new file is compared with before it is read: done jobs alone, so that accepting writes into neither. */
const doneByContent = `
  CREATE INDEX jobs_done_size ON jobs (json_extract(rest, '$.bytes'))
    WHERE state = 'done' AND json_extract(rest, '$.contentHash') IS NOT NULL;
  CREATE INDEX jobs_done_content ON jobs (json_extract(rest, '$.contentHash'), seq)
    WHERE state = 'done';
`;

/** Files of watched folders that were dealt with; a row without a path says that the folder was looked at. */
const seenFiles = `
  CREATE TABLE seen_files (
    watch TEXT NOT NULL,
    path TEXT NOT NULL,
    mark TEXT NOT NULL,
    PRIMARY KEY (watch, path)
  ) STRICT, WITHOUT ROWID;
`;

/** What persons wrote stands beside what was recognised; `edited` is the whole text as it reads then. */
const edits = `
  ALTER TABLE transcripts ADD COLUMN edits TEXT;
  ALTER TABLE transcripts ADD COLUMN edited TEXT;
  ALTER TABLE transcripts ADD COLUMN edited_at REAL;
  ALTER TABLE transcripts ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
`;

/** What a webhook has yet to tell; a message outlives its host, and its job. */
const letters = `
  CREATE TABLE letters (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    job TEXT,
    body TEXT NOT NULL,
    written_at REAL NOT NULL,
    tries INTEGER NOT NULL,
    due_at REAL NOT NULL
  ) STRICT;
`;

/** Step n brings a file of version n to n + 1; steps are never edited once released, only added. */
const migrations: readonly ((db: Database) => void)[] = [
  (db) => db.exec(firstTables),
  (db) => db.exec(doneByContent),
  (db) => db.exec(seenFiles),
  (db) => db.exec(edits),
  (db) => db.exec(letters),
];

/** Runs the steps still missing, each in one transaction with its count. Throws where the file is newer than this program. */
export function migrate(db: Database): void {
  const version = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0;
  if (version > migrations.length) {
    throw new Failed(
      'internal',
      `The database is of version ${version}, this ParaDeck knows ${migrations.length}: start the newer ParaDeck that wrote it.`,
      { version, known: migrations.length },
    );
  }
  migrations.slice(version).forEach((step, offset) => {
    db.transact('FULL', () => {
      step(db);
      db.exec(`PRAGMA user_version = ${version + offset + 1}`);
    });
  });
}

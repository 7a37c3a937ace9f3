/** Lists and counts of jobs, on the store's thread. */
import type { JobCounts, JobState } from '../../contract/job.ts';
import type { Database } from './storeDatabase.ts';
import { jobColumns } from './storeJobs.ts';
import type { JobRow, PageQuery } from './storeMessages.ts';

const countedAs: Readonly<Record<JobState, keyof JobCounts | null>> = {
  queued: 'waiting',
  waiting: 'waiting',
  paused: 'waiting',
  decoding: 'active',
  running: 'active',
  done: 'done',
  skipped: 'done',
  incomplete: 'failed',
  failed: 'failed',
  quarantined: 'failed',
  cancelled: null,
};

/** Newest first by (acceptedAt, id). */
export function readPage(db: Pick<Database, 'all'>, query: PageQuery): JobRow[] {
  const { before, instanceId, states } = query;
  const conditions: [string, ...(string | number)[]][] = [];
  if (instanceId !== null) conditions.push(['instance_id = ?', instanceId]);
  if (states) {
    // The + keeps to the list's own index: by the states' one, all that fit would be sorted for each page.
    conditions.push(['+state IN (SELECT value FROM json_each(?))', JSON.stringify(states)]);
  }
  if (before) conditions.push(['(accepted_at, id) < (?, ?)', before.acceptedAt, before.id]);
  const where =
    conditions.length === 0 ? '' : `WHERE ${conditions.map(([condition]) => condition).join(' AND ')}`;
  return db.all<JobRow>(
    `SELECT ${jobColumns} FROM jobs ${where} ORDER BY accepted_at DESC, id DESC LIMIT ?`,
    ...conditions.flatMap(([, ...values]) => values),
    query.limit,
  );
}

export function readCounts(db: Database): JobCounts {
  const counts = { active: 0, waiting: 0, done: 0, failed: 0 };
  const rows = db.all<{ state: JobState; n: number }>('SELECT state, count(*) AS n FROM jobs GROUP BY state');
  for (const { state, n } of rows) {
    const counted = countedAs[state];
    if (counted) counts[counted] += n;
  }
  return counts;
}

/** By an index of done jobs alone; its conditions are repeated here word for word, or SQLite would not use it. */
export function hasDoneOfSize(db: Database, bytes: number): boolean {
  const sql = `SELECT 1 FROM jobs WHERE state = 'done' AND json_extract(rest, '$.contentHash') IS NOT NULL
     AND json_extract(rest, '$.bytes') = ? LIMIT 1`;
  return db.get(sql, bytes) !== undefined;
}

/** Newest first. */
export function readDoneWith(db: Database, contentHash: string): JobRow[] {
  return db.all<JobRow>(
    `SELECT ${jobColumns} FROM jobs WHERE state = 'done' AND json_extract(rest, '$.contentHash') = ?
     ORDER BY seq DESC LIMIT 50`,
    contentHash,
  );
}

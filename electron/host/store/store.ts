/** The journal: jobs, segments and transcripts in one SQLite file, which a thread of its own reads and writes. */
import type { Clock, Log } from '../ports.ts';
import { layEdits, readEdited } from '../../core/transcript/edits.ts';
import { startStoreThread, type StoreThread } from './storeCall.ts';
import { parseCursor, renderCursor } from './storeCursor.ts';
import type { FullJobRow, LetterRow, SegmentRow } from './storeMessages.ts';
import { untouched } from './storePort.ts';
import type { SeenFile, Store } from './storePort.ts';
import {
  joinEdited,
  joinRecord,
  joinSegment,
  joinSummary,
  renderEdits,
  splitRecord,
  splitSegment,
  splitTranscript,
  splitWholeRecord,
} from './storeRecord.ts';

export interface StoreOptions {
  /** The database file; its folder is made. */
  readonly path: string;
  readonly log: Log;
  readonly clock: Clock;
  /** For tests: the file may not grow beyond this many pages of 4 KiB. */
  readonly maxPages?: number;
}

/** Results that come without news of their job wait this long for company; a short file's come with some. */
const groupMs = 5;
/** Rows asked for at a time: their parsing is what the main thread stands still for. */
const pieceOfJobs = 200;
const pieceOfSegments = 500;
const pieceOfSeen = 2_000;
const pieceOfLetters = 50;

/** Asks piece by piece until one comes back short; each is joined in a turn of its own. */
async function readPieces<Row, Joined>(read: {
  limit: number;
  next: (last: Row | undefined) => Promise<Row[]>;
  join: (row: Row) => Joined;
}): Promise<Joined[]> {
  const joined: Joined[] = [];
  let last: Row | undefined;
  for (;;) {
    const rows = await read.next(last);
    joined.push(...rows.map(read.join));
    last = rows.at(-1);
    if (rows.length < read.limit) return joined;
  }
}

type EndedReads = Pick<
  Store,
  'endedBefore' | 'countEndedBefore' | 'vacuum' | 'hasDoneOfSize' | 'doneWith' | 'seenFiles'
>;
type Reads = EndedReads &
  TranscriptReads &
  Pick<Store, 'job' | 'segments' | 'unfinished' | 'page' | 'counts' | 'letters'>;

function readsOf({ call }: StoreThread): Reads {
  return {
    async job(id) {
      const row = await call('job', id);
      return row ? joinRecord(row) : undefined;
    },
    segments: (id) =>
      readPieces({
        limit: pieceOfSegments,
        next: (last: SegmentRow | undefined) => call('segments', id, last?.index ?? -1, pieceOfSegments),
        join: joinSegment,
      }),
    unfinished: () =>
      readPieces({
        limit: pieceOfJobs,
        next: (last: FullJobRow | undefined) => call('unfinished', last?.seq ?? 0, pieceOfJobs),
        join: joinRecord,
      }),
    async page({ limit, before, instanceId, states }) {
      const rows = await call('page', {
        limit: limit + 1,
        before: before === undefined ? null : parseCursor(before),
        instanceId: instanceId ?? null,
        states: states ?? null,
      });
      const jobs = rows.slice(0, limit).map(joinSummary);
      const last = jobs.at(-1);
      return { jobs, next: rows.length > limit && last ? renderCursor(last) : null };
    },
    counts: () => call('counts'),
    letters: () =>
      readPieces({
        limit: pieceOfLetters,
        next: (last: LetterRow | undefined) => call('letters', last?.seq ?? 0, pieceOfLetters),
        join: ({ seq: _seq, ...letter }) => letter,
      }),
    ...readsOfTranscripts({ call }),
    ...readsOfEnded({ call }),
  };
}

type TranscriptReads = Pick<Store, 'transcript' | 'edited' | 'search' | 'searchIds'>;

function readsOfTranscripts({ call }: Pick<StoreThread, 'call'>): TranscriptReads {
  return {
    async transcript(id) {
      const row = await call('transcript', id);
      return row ? readEdited(joinEdited(row)) : undefined;
    },
    async edited(id) {
      const row = await call('transcript', id);
      return row ? joinEdited(row) : undefined;
    },
    search: (query, limit) => call('search', query, limit),
    searchIds: (query) => call('searchIds', query),
  };
}

function readsOfEnded({ call }: Pick<StoreThread, 'call'>): EndedReads {
  return {
    endedBefore: (at, limit) => call('endedBefore', at, limit),
    countEndedBefore: (at) => call('countEndedBefore', at),
    vacuum: () => call('vacuum'),
    hasDoneOfSize: (bytes) => call('hasDoneOfSize', bytes),
    async seenFiles(watchId) {
      const rows = await readPieces({
        limit: pieceOfSeen,
        next: (last: SeenFile | undefined) => call('seenFiles', watchId, last?.path ?? null, pieceOfSeen),
        join: ({ path, mark }): [string, string] => [path, mark],
      });
      return { marks: new Map(rows), isNew: rows.length === 0 };
    },
    doneWith: async (contentHash) => (await call('doneWith', contentHash)).map(joinSummary),
  };
}

type Writes = Omit<Store, keyof Reads | 'close'>;

function writesOf({ call }: StoreThread): Writes {
  return {
    acceptJob: (job) => call('acceptJob', splitWholeRecord(job)),
    patchJob: (id, patch) => call('patchJob', id, splitRecord(patch)),
    recordSpeech: (id, progress, segments) =>
      call('recordSpeech', id, splitRecord(progress), segments.map(splitSegment)),
    recordResults: (id, results, patch) =>
      call(
        'recordResults',
        id,
        results.map((each) => ({ ...each, result: JSON.stringify(each.result) })),
        patch ? splitRecord(patch) : null,
      ),
    finishJob: (id, patch, transcript) =>
      call('finishJob', id, splitRecord(patch), splitTranscript(transcript)),
    editTranscript: (id, edited, editedAt) => {
      const { edits, revision } = edited;
      const isEdited = edits.length > 0;
      const text = isEdited ? layEdits(edited).text : null;
      return call('editTranscript', id, {
        ...{ revision, editedAt, text },
        edits: isEdited ? renderEdits(edits) : null,
      });
    },
    resetJob: (id) => call('resetJob', id, splitRecord(untouched)),
    removeJobs: (ids) => call('removeJobs', ids),
    writeLetter: (letter) => call('writeLetter', letter),
    dropLetters: (ids) => call('dropLetters', ids),
    markSeen: (watchId, files) => call('markSeen', watchId, files),
    forgetSeen: (watchId) => call('forgetSeen', watchId),
  };
}

/**
 * Opens the journal, or begins a new one. `problem` says what was wrong with the old file, now moved aside.
 * Rejects with home-not-writable, home-in-use, disk-full, or internal where a newer ParaDeck wrote the file.
 */
export async function openStore(options: StoreOptions): Promise<Store & { readonly problem: string | null }> {
  const { path, log, clock, maxPages = null } = options;
  const thread = await startStoreThread({ path, openedAt: clock.now(), groupMs, maxPages });
  const { problem } = thread;
  if (problem !== null) log.error(problem, { path });
  let closing: Promise<void> | undefined;

  async function closeThread(): Promise<void> {
    // The log file keeps what could not be folded in; the next opening does it.
    await thread.call('close').catch((thrown: unknown) => {
      log.warn('The database did not close cleanly.', { path, cause: String(thrown) });
    });
    await thread.ended;
  }
  return {
    ...readsOf(thread),
    ...writesOf(thread),
    problem,
    close: () => (closing ??= closeThread()),
  };
}

/** The worker thread that owns the database. Requests take effect in the order they come. */
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import type { Database } from './storeDatabase.ts';
import { foldStoreError, isDamage } from './storeFailure.ts';
import { groupWrites } from './storeGroup.ts';
import { readJob, readUnfinished } from './storeJobs.ts';
import type {
  StoreReply,
  StoreRequest,
  StoreRequestName,
  StoreRequests,
  StoreThreadOptions,
} from './storeMessages.ts';
import { readLetters } from './storeLetters.ts';
import { closeDatabase, openCheckedDatabase } from './storeOpen.ts';
import { hasDoneOfSize, readCounts, readDoneWith, readPage } from './storePages.ts';
import { countEndedBefore, readEndedBefore, vacuumPiece } from './storeRemoval.ts';
import { readSeen } from './storeSeen.ts';
import { readSegments } from './storeSegments.ts';
import { readTranscript, searchIds, searchTranscripts } from './storeTranscripts.ts';
import { durabilityOf, worksOf, type WriteName } from './storeWrites.ts';

type Reads = { readonly [N in Exclude<StoreRequestName, WriteName | 'close'>]: StoreRequests[N] };
/** The compiler can't pair a name with its own arguments; StoreRequest did on the sender's side. */
type Loose = Readonly<Record<string, (...args: unknown[]) => unknown>>;

function readsOf(db: Database): Reads {
  return {
    job: (id) => readJob(db, id),
    segments: (id, afterIndex, limit) => readSegments(db, id, { afterIndex, limit }),
    unfinished: (afterSeq, limit) => readUnfinished(db, afterSeq, limit),
    page: (query) => readPage(db, query),
    counts: () => readCounts(db),
    endedBefore: (at, limit) => readEndedBefore(db, at, limit),
    countEndedBefore: (at) => countEndedBefore(db, at),
    vacuum: () => vacuumPiece(db),
    letters: (afterSeq, limit) => readLetters(db, afterSeq, limit),
    seenFiles: (watchId, after, limit) => readSeen(db, watchId, { after, limit }),
    hasDoneOfSize: (bytes) => hasDoneOfSize(db, bytes),
    doneWith: (contentHash) => readDoneWith(db, contentHash),
    transcript: (id) => readTranscript(db, id),
    search: (query, limit) => searchTranscripts(db, query, limit),
    searchIds: (query) => searchIds(db, query),
  };
}

/** Answers requests until `close`. */
function runRequests(port: MessagePort, db: Database, options: StoreThreadOptions): void {
  const reads = readsOf(db) as unknown as Loose;
  const works = worksOf(db) as unknown as Loose;
  const group = groupWrites(db, options.groupMs);
  let isSound = true;

  function send(reply: StoreReply): void {
    port.postMessage(reply);
  }
  function refuse(id: number, thrown: unknown): void {
    if (isDamage(thrown)) isSound = false;
    send({ id, ok: false, failure: foldStoreError(thrown, options.path).toFailure() });
  }
  function answer(id: number, read: () => unknown): void {
    // Whoever reads sees what was handed in before.
    group.flush();
    try {
      send({ id, ok: true, value: read() });
    } catch (thrown) {
      refuse(id, thrown);
    }
  }

  port.on('message', ({ id, name, args }: StoreRequest) => {
    const work = works[name];
    const read = reads[name];
    if (work) {
      group.add({
        durability: durabilityOf(name as WriteName, args),
        isPatient: name === 'recordResults' && args[2] === null,
        work: () => void work(...args),
        settle: (thrown) => (thrown === null ? send({ id, ok: true, value: undefined }) : refuse(id, thrown)),
      });
    } else if (read) {
      answer(id, () => read(...args));
    } else {
      answer(id, () => closeDatabase(db, options.path, isSound));
      port.close();
    }
  });
}

function startThread(port: MessagePort, options: StoreThreadOptions): void {
  try {
    const { db, problem } = openCheckedDatabase(options);
    runRequests(port, db, options);
    port.postMessage({ id: 0, ok: true, value: problem } satisfies StoreReply);
  } catch (thrown) {
    const failure = foldStoreError(thrown, options.path).toFailure();
    port.postMessage({ id: 0, ok: false, failure } satisfies StoreReply);
  }
}

if (!parentPort) throw new Error('storeThread.ts is started by store.ts as a worker thread.');
startThread(parentPort, workerData as StoreThreadOptions);

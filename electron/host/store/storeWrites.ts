/** What each writing request does inside its transaction, and how durable it must be. */
import type { JobState } from '../../contract/job.ts';
import type { Database, Durability } from './storeDatabase.ts';
import { deleteJob, forgetSame, insertJob, updateJob } from './storeJobs.ts';
import type { JobParts, StoreRequests } from './storeMessages.ts';
import { dropLetters, writeLetter } from './storeLetters.ts';
import { forgetSeen, markSeen } from './storeSeen.ts';
import { deleteSegments, insertSegments, updateResults } from './storeSegments.ts';
import { editTranscript, writeTranscript } from './storeTranscripts.ts';

export type WriteName =
  | 'acceptJob'
  | 'patchJob'
  | 'recordSpeech'
  | 'recordResults'
  | 'finishJob'
  | 'editTranscript'
  | 'resetJob'
  | 'removeJobs'
  | 'writeLetter'
  | 'dropLetters'
  | 'markSeen'
  | 'forgetSeen';

export type Works = { readonly [N in WriteName]: StoreRequests[N] };

export function worksOf(db: Database): Works {
  return {
    acceptJob: (parts) => insertJob(db, parts),
    patchJob: (id, parts) => void updateJob(db, id, parts),
    recordSpeech: (id, parts, segments) => insertSegments(db, updateJob(db, id, parts), segments),
    recordResults: (id, results, parts) => {
      updateResults(db, id, results);
      if (parts !== null) updateJob(db, id, parts);
    },
    finishJob: (id, parts, transcript) => writeTranscript(db, updateJob(db, id, parts), transcript),
    editTranscript: (id, edit) => editTranscript(db, id, edit),
    resetJob: (id, parts) => deleteSegments(db, updateJob(db, id, parts)),
    writeLetter: (letter) => writeLetter(db, letter),
    dropLetters: (ids) => dropLetters(db, ids),
    markSeen: (watchId, files) => markSeen(db, watchId, files),
    forgetSeen: (watchId) => forgetSeen(db, watchId),
    removeJobs: (ids) => {
      ids.forEach((id) => deleteJob(db, id));
      forgetSame(db, ids);
    },
  };
}

const keptOfRest = ['modelKey', 'deaths', 'isPaused', 'putFirstAt'];
/** What a job under way comes to anew after each start, whatever the journal says. */
const foundAgain: readonly unknown[] = ['waiting', 'decoding', 'running'] satisfies JobState[];

/** FULL for what a power cut must not take back once acknowledged; the rest is found again by working. */
export function durabilityOf(name: WriteName, args: readonly unknown[]): Durability {
  if (name === 'recordSpeech' || name === 'recordResults') return 'NORMAL';
  if (name !== 'patchJob') return 'FULL';
  const { columns, rest } = args[1] as JobParts;
  const isKept = ('state' in columns && !foundAgain.includes(columns.state)) || 'instanceId' in columns;
  return isKept || keptOfRest.some((name) => name in rest) ? 'FULL' : 'NORMAL';
}

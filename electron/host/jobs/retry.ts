/** A job that ended without all its text begins again, and keeps what still holds. */
import { Failed } from '../../core/failed.ts';
import { mayRetry } from '../../contract/job.ts';
import { chooseModel } from './accept.ts';
import type { AcceptPorts } from './accept.ts';
import { createRun } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import { noMarks } from './resume.ts';
import { untouched } from '../store/storePort.ts';
import { isSameSource, readSource } from './sourceFile.ts';
import type { JobPatch, JobRecord } from '../store/storePort.ts';

/**
 * The job as it begins again, already in the journal. Segments are kept where the file is the same; a changed file and
 * one of which nothing was recognised start anew, with the model of now.
 * Throws job-not-finished, bad-request for a job that is done, and as readSource.
 */
export async function retryJob(record: JobRecord, ports: AcceptPorts): Promise<JobRun> {
  if (!mayRetry(record.state)) {
    throw new Failed('bad-request', `job ${record.id} is ${record.state}: there is nothing to do again`, {
      id: record.id,
      state: record.state,
    });
  }
  const { store } = ports;
  const source = await readSource(record.path);
  const found = await store.segments(record.id);
  const isKept = isSameSource(record, source) && found.some(({ result }) => result !== null);
  if (!isKept) await store.resetJob(record.id);
  const patch: JobPatch = {
    ...(isKept ? noMarks : { ...untouched, ...chooseModel({ target: record.target }, ports) }),
    ...{ bytes: source.bytes, mtimeMs: source.mtimeMs },
    ...{ isPaused: false, putFirstAt: null, skipsDone: false, sameAs: null, troubles: [] },
    ...{ state: 'queued', waiting: null, failure: null, startedAt: null, endedAt: null, deaths: 0 },
  };
  await store.patchJob(record.id, patch);
  return createRun({ ...record, ...patch }, isKept ? found : []);
}

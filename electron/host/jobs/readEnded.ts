/** What the journal holds of jobs that have ended. */
import type { Transcript } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import { isEnded } from '../../core/schedule/jobState.ts';
import { showName } from '../../core/transcript/showName.ts';
import { foldTextSoFar, noText } from '../../core/transcript/textSoFar.ts';
import { viewSegment } from './jobViews.ts';
import type { Jobs } from './jobsInterface.ts';
import type { JobRecord, Store } from '../store/storePort.ts';

/** Throws job-not-found. */
export async function readRecord(store: Pick<Store, 'job'>, id: string): Promise<JobRecord> {
  const record = await store.job(id);
  if (!record) throw new Failed('job-not-found', `there is no job ${id}`, { id });
  return record;
}

/** A skipped job's is that of the job it was skipped for, under its own name. Throws job-not-finished, transcript-not-found. */
export async function readTranscript(store: Store, id: string): Promise<Transcript> {
  const transcript = await store.transcript(id);
  if (transcript) return transcript;
  const record = await readRecord(store, id);
  const { name, sameAs } = record;
  const same = sameAs === null ? undefined : await store.transcript(sameAs);
  if (same) return { ...same, jobId: id, name: showName(name) };
  return refuseMissing(record);
}

/** Throws job-not-finished, else transcript-not-found. */
export function refuseMissing({ id, state }: Pick<JobRecord, 'id' | 'state'>): never {
  if (!isEnded(state)) throw new Failed('job-not-finished', `job ${id} is ${state}`, { id, state });
  throw new Failed('transcript-not-found', `job ${id} is ${state} and has no transcript`, { id, state });
}

/** As much text as there is, of a job that has no transcript, too; segments as recognised, the text as corrected. */
export async function readText(store: Store, id: string): ReturnType<Jobs['segments']> {
  const { punct, punctSegments: reach } = await readRecord(store, id);
  const found = await store.segments(id);
  const { text, segments } = foldTextSoFar(noText, found, { reach, punct });
  const transcript = await store.transcript(id);
  const corrected = transcript && transcript.editedAt !== null ? transcript.text : text;
  return { segments: found.map(viewSegment), punctuatedText: corrected, punctuatedSegments: segments };
}

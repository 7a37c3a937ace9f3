/** Jobs of the journal that have not ended go on where they were. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createRun } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import type { JobRecord, Store } from '../store/storePort.ts';

export async function readRun(store: Store, record: JobRecord): Promise<JobRun> {
  const isLookedAt = record.scannedSamples > 0 || record.isScanned;
  return createRun(record, isLookedAt ? await store.segments(record.id) : []);
}

/** Marks that were made over a hole don't fit once it is filled. */
export const noMarks = { punct: [], punctCarry: null, punctSegments: 0, isPunctuated: false };

export function hasHoleBehindMarks(run: JobRun): boolean {
  return run.segments.slice(0, run.record.punctSegments).some(({ result }) => result === null);
}

/** Uploads that never became a job's, or whose job is gone. */
export async function sweepUploads(dir: string, store: Store): Promise<void> {
  const names = await readdir(dir).catch(() => []);
  for (const name of names) {
    const job = await store.job(name.replace(/\.upload$/, ''));
    if (!job?.isUpload) await rm(join(dir, name), { force: true, recursive: true });
  }
}

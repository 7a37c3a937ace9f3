/** Files that were transcribed before in the same way: found by their content, and shown with the transcript there is. */
import { isSameWay } from '../../core/schedule/sameWay.ts';
import type { Way } from '../../core/schedule/sameWay.ts';
import type { ContentHasher } from './contentHash.ts';
import { saveBeside } from './finish.ts';
import type { JobRun } from './jobRun.ts';
import type { JobsPorts } from './jobsPorts.ts';
import { isSameSource, readSource } from './sourceFile.ts';
import type { JobPatch, JobSummary } from '../store/storePort.ts';

export type SkipPorts = Pick<JobsPorts, 'store' | 'fleet' | 'settings'> & { readonly hasher: ContentHasher };

/** Detector and punctuation that files are read with now. */
export function frontKeyNow({ settings }: Pick<SkipPorts, 'settings'>): string {
  const { vadModelId, puncModelId } = settings.get();
  return `${vadModelId ?? 'demo'} ${puncModelId ?? 'demo'}`;
}

/** A text that is ready waits this long for its file's digest; without one, a later copy is just transcribed. */
const longestWaitMs = 10_000;

/** As much of hashRun as there is in time: the file may lie on a drive that answers nobody any more. */
export function hashInTime(run: JobRun, hasher: ContentHasher): Promise<string | null> {
  const { promise: tooLong, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), longestWaitMs).unref();
  return Promise.race([hashRun(run, hasher), tooLong]).finally(() => clearTimeout(timer));
}

/** Of the very file that was accepted; null where that can't be said. Begun once for a job. */
function hashRun(run: JobRun, hasher: ContentHasher): Promise<string | null> {
  run.hashing ??= hashSource(run, hasher);
  return run.hashing;
}

async function hashSource({ record, abort }: JobRun, hasher: ContentHasher): Promise<string | null> {
  const contentHash = await hasher.hash(record.path, abort.signal);
  const now = await readSource(record.path).catch(() => null);
  return now !== null && isSameSource(record, now) ? contentHash : null;
}

/** True: it was transcribed before, and has ended. Else its digest is made beside its decoding, for those that come later. */
export async function skipRun(
  run: JobRun,
  ports: SkipPorts & { readonly end: (patch: JobPatch) => Promise<void> },
): Promise<boolean> {
  const patch = await planSkip(run, ports);
  if (patch === null) void hashRun(run, ports.hasher);
  else await ports.end(patch);
  return patch !== null;
}

/** The patch that ends the job as skipped; null: it must be transcribed. The file is read only where one of its size is done. */
async function planSkip(run: JobRun, ports: SkipPorts): Promise<JobPatch | null> {
  const { record } = run;
  const { store, fleet, hasher } = ports;
  const isBegun = record.decoder !== null;
  if (!record.skipsDone || isBegun || !(await store.hasDoneOfSize(record.bytes))) return null;
  const contentHash = await hashRun(run, hasher);
  if (contentHash === null) return null;
  const wanted = wayOf({ ...record, frontKey: frontKeyNow(ports) });
  const models = fleet.list().map(({ spec }) => spec.modelId);
  const known = await store.doneWith(contentHash);
  const done = known.find((job) => isSameWay(wanted, wayOf(job), models));
  return done ? describeSkip(run, { done, contentHash }, ports) : null;
}

function wayOf({
  modelKey,
  modelId,
  frontKey,
  options,
}: Omit<Way, 'hotwords'> & Pick<JobSummary, 'options'>): Way {
  return { modelKey, modelId, frontKey, hotwords: options.hotwords };
}

/** The text is the one there is; it is saved as a new one would be. */
async function describeSkip(
  { record }: JobRun,
  { done, contentHash }: { done: JobSummary; contentHash: string },
  { store, settings, fleet }: SkipPorts,
): Promise<JobPatch | null> {
  const transcript = await store.transcript(done.id);
  if (!transcript) return null;
  const trouble = await saveBeside(
    record,
    { ...transcript, name: record.name },
    { settings: settings.get, fleet },
  );
  const { modelKey, modelId, modelName, isDemo, isSimulated, totalSamples, isTruncated } = done;
  const { characters, speechMs, recognisedMs } = done;
  return {
    ...{ contentHash, sameAs: done.id, failure: trouble?.toFailure() ?? null },
    ...{ modelKey, modelId, modelName, isDemo, isSimulated, totalSamples, isTruncated },
    ...{ characters, speechMs, recognisedMs },
  };
}

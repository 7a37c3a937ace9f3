/** Accepts a file: what can be known at once is checked, then the job is in the journal for good. */
import { randomBytes } from 'node:crypto';
import { realpath, rename } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { Failed } from '../../core/failed.ts';
import { foldHotwords } from '../../core/hotwords.ts';
import type { Fleet, Models, Recogniser } from '../ports.ts';
import type { Submission } from './jobsInterface.ts';
import { untouched } from '../store/storePort.ts';
import { readSource } from './sourceFile.ts';
import type { SourceFile } from './sourceFile.ts';
import type { JobRecord, Store } from '../store/storePort.ts';

export interface AcceptPorts {
  readonly store: Store;
  /** Folder of uploads. */
  readonly uploads: string;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly recognisers: () => readonly Recogniser[];
  readonly models: Pick<Models, 'find'>;
  readonly now: () => number;
  /** Of jobs that bring none of their own. */
  readonly hotwords: () => readonly string[];
}

/** Throws file-not-found, file-is-folder, file-refused, file-empty, file-unreadable, instance-not-found, disk-full, bad-request. */
export async function acceptFile(submission: Submission, ports: AcceptPorts): Promise<JobRecord> {
  const model = chooseModel(submission, ports);
  const source = await readSource(resolve(submission.path));
  const acceptedAt = ports.now();
  const id = makeJobId(acceptedAt);
  const record: JobRecord = {
    ...untouched,
    id,
    name: submission.name ?? basename(submission.path),
    path: submission.isUpload ? await ownUpload(source, id, ports.uploads) : source.path,
    isUpload: submission.isUpload,
    bytes: source.bytes,
    mtimeMs: source.mtimeMs,
    target: submission.target,
    options: {
      hotwords: foldHotwords(submission.options?.hotwords ?? ports.hotwords()),
      ...(submission.longestS && { longestS: submission.longestS }),
    },
    ...model,
    state: 'queued',
    waiting: null,
    failure: null,
    acceptedAt,
    isPaused: false,
    putFirstAt: null,
    startedAt: null,
    endedAt: null,
    deaths: 0,
    isInteractive: submission.isInteractive ?? false,
    skipsDone: submission.skipsDone ?? false,
  };
  try {
    await ports.store.acceptJob(record);
  } catch (thrown) {
    // Not accepted: the upload stays its sender's.
    if (submission.isUpload) await rename(record.path, source.path).catch(() => undefined);
    throw thrown;
  }
  return record;
}

export type ChosenModel = Pick<JobRecord, 'modelKey' | 'modelId' | 'modelName' | 'isDemo'>;

/**
 * The model asked for, the instance's, or the one all working instances share; else none yet: the first that takes a segment decides.
 * Throws instance-not-found.
 */
export function chooseModel(
  { target, modelId: asked }: Pick<Submission, 'target' | 'modelId'>,
  ports: Omit<AcceptPorts, 'store' | 'uploads' | 'hotwords'>,
): ChosenModel {
  const pinned = target.kind === 'instance' ? findInstance(target.instanceId, ports.fleet) : null;
  const working = ports
    .recognisers()
    .filter(({ instanceId }) => pinned === null || instanceId === pinned.id)
    .filter(({ modelId }) => asked === undefined || modelId === asked);
  const isOne = new Set(working.map(({ modelKey }) => modelKey)).size === 1;
  const shared = isOne ? working[0] : undefined;
  const modelId = shared?.modelId ?? asked ?? pinned?.modelId ?? '';
  const { name: modelName, isDemo } = ports.models.find(modelId) ?? { name: '', isDemo: false };
  return { modelKey: shared?.modelKey ?? null, modelId, modelName, isDemo };
}

function findInstance(id: string, fleet: Pick<Fleet, 'list'>): { id: string; modelId: string } {
  const spec = fleet.list().find((instance) => instance.spec.id === id)?.spec;
  if (!spec) throw new Failed('instance-not-found', `there is no instance ${id}`, { id });
  return { id, modelId: spec.modelId };
}

/** Under the job's name, so that it is known whose it is. Throws bad-request for a file that is not in our folder. */
async function ownUpload({ path }: SourceFile, id: string, uploads: string): Promise<string> {
  const own = join(dirname(path), `${id}.upload`);
  if (dirname(path) !== (await realpath(uploads))) {
    throw new Failed('bad-request', `${path} is not an upload`, { path });
  }
  await rename(path, own);
  return own;
}

/** Sorts by time: 48 bits of ms, then chance. */
function makeJobId(nowMs: number): string {
  return `${nowMs.toString(16).padStart(12, '0')}-${randomBytes(8).toString('hex')}`;
}

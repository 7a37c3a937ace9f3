/** Makes a job of a request that brings a file. */
import { rm } from 'node:fs/promises';
import type { JobView } from '../../../contract/job.ts';
import { Failed } from '../../../core/failed.ts';
import { findServed, listServed } from '../../../core/doors/servedModels.ts';
import { parseAsk } from '../../../core/doors/transcriptionAsk.ts';
import type { TranscriptionAsk } from '../../../core/doors/transcriptionAsk.ts';
import type { Submission } from '../../jobs/jobsInterface.ts';
import { listBehind } from './apiDoorPorts.ts';
import type { ApiContext, ApiDoorPlan, ApiDoorPorts } from './apiDoorPorts.ts';
import { bearerOf, limitBytesOf } from './keyUse.ts';
import { receiveForm } from './receiveForm.ts';
import type { ReceivedForm } from './receiveForm.ts';

export interface Accepted {
  readonly job: JobView;
  readonly ask: TranscriptionAsk;
  /** false: the same request was sent before, and this is its job. */
  readonly isNew: boolean;
}

/** The file is on disk and the job in the journal. Throws as receiveForm, parseAsk, findServed and Jobs.submit. */
export async function acceptRequest(
  c: ApiContext,
  ports: ApiDoorPorts,
  plan: ApiDoorPlan,
): Promise<Accepted> {
  const { uploads: dir, paceMs, drain } = ports;
  const key = bearerOf(c.env.incoming);
  const limitBytes = limitBytesOf(key, ports.uploadLimitBytes);
  const form = await receiveForm({ request: c.env.incoming, dir, limitBytes, paceMs, drain });
  try {
    const ask = parseAsk(form.fields);
    const submission = { ...planSubmission({ form, ask, plan }, ports), longestS: key?.limits.audioS };
    const begun = await begin(c, { submission, sha256: form.file.sha256 }, ports);
    // Beside the first steps of its job, which wait for the disk as little as they can.
    await form.file.synced.ended;
    if (!begun.isNew) await rm(form.file.path, { force: true });
    return { ...begun, ask };
  } catch (thrown) {
    await rm(form.file.path, { force: true });
    throw thrown;
  }
}

interface Asked {
  readonly form: ReceivedForm;
  readonly ask: TranscriptionAsk;
  readonly plan: ApiDoorPlan;
}

function planSubmission({ form, ask, plan }: Asked, ports: ApiDoorPorts): Submission {
  const modelId = findServed(ask.model, listServed(listBehind(ports, plan), ports.models.list()));
  return {
    path: form.file.path,
    name: form.file.name || 'audio',
    ...{ isUpload: true, isInteractive: true },
    target: planTarget(plan),
    ...(modelId !== null && { modelId }),
    ...(ask.hotwords && { options: { hotwords: [...ask.hotwords] } }),
  };
}

/** Where a file goes that came to this door. */
export function planTarget({ instanceId }: ApiDoorPlan): Submission['target'] {
  return instanceId === null ? { kind: 'fleet' } : { kind: 'instance', instanceId };
}

/** `Idempotency-Key: content` stands for the file itself. */
const contentKey = 'content';
const longestKey = 255;

/**
 * A key of the sender's own, or the file's content with what is asked of it. OpenAI's clients send a request again by
 * themselves and count the tries: the first may still be under way, so a later one looks for its job.
 */
function begin(
  c: ApiContext,
  { submission, sha256 }: { submission: Submission; sha256: string },
  ports: ApiDoorPorts,
) {
  const { requests, jobs } = ports;
  const submit = (): Promise<JobView> => jobs.submit(submission);
  const key = c.req.header('idempotency-key') ?? '';
  if (key.length > longestKey) {
    throw new Failed('bad-request', `longer than ${longestKey} characters`, { field: 'Idempotency-Key' });
  }
  const { target, modelId, options } = submission;
  const content = JSON.stringify([sha256, target, modelId ?? null, options ?? null]);
  if (key === contentKey) return requests.once(content, submit);
  if (key !== '') return requests.once(`key ${key}`, submit, content);
  const isAgain = Number(c.req.header('x-stainless-retry-count') ?? 0) > 0;
  return isAgain ? requests.once(content, submit) : requests.anew(content, submit);
}

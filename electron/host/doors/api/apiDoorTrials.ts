/** A door for programs with stand-ins behind it. */
import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GpusView } from '../../../contract/gpu.ts';
import type { InstanceView } from '../../../contract/instance.ts';
import type { JobView } from '../../../contract/job.ts';
import type { Failed } from '../../../core/failed.ts';
import { openApiDoor } from './apiDoor.ts';
import type { ApiDoorAddress } from './apiDoor.ts';
import type { ApiDoorPorts } from './apiDoorPorts.ts';
import { ask } from '../panel/doorTrials.ts';
import type { Answered, Asked } from '../panel/doorTrials.ts';
import { createDoorCounters } from '../monitoring/doorFigures.ts';
import { createDrain } from './drain.ts';
import type { Drain } from './drain.ts';
import { createRequestLog } from '../monitoring/requestLog.ts';
import type { RequestLog } from '../monitoring/requestLog.ts';
import { createRequests } from './requests.ts';
import { createStandIns, noCards, quietLog, sampleInstance, sampleJob } from '../standIns.ts';
import type { Jobs, Submission } from '../../jobs/jobsInterface.ts';
import type { Emit } from '../../ports.ts';

export interface TrialApiDoor {
  readonly port: number;
  readonly submitted: { readonly submission: Submission; readonly content: string }[];
  /** Ids of jobs cancelled. */
  readonly cancelled: string[];
  readonly requestLog: RequestLog;
  /** What the log of requests was given to write. */
  readonly lines: readonly string[];
  readonly drain: Drain;
  readonly emit: Emit;
  ask(asked: Asked): Promise<Answered>;
  /** Names of files that lie in the folder of uploads. */
  uploads(): Promise<string[]>;
  close(): Promise<void>;
}

export interface TrialOptions {
  readonly address?: Partial<ApiDoorAddress>;
  readonly uploadLimitBytes?: number;
  readonly load?: Partial<ReturnType<Jobs['load']>>;
  /** What no file is accepted for, once it has come. */
  readonly refused?: Failed;
  readonly instances?: readonly InstanceView[];
  readonly gpus?: GpusView;
  /** What a file becomes; left out: a job that is done. */
  readonly job?: JobView;
  readonly paceMs?: number;
  readonly now?: () => number;
  /** How long a draining host waits for its answers; tests are less patient. */
  readonly answeringMs?: number;
}

export async function openTrialApiDoor(options: TrialOptions = {}): Promise<TrialApiDoor> {
  const uploads = join(await mkdtemp(join(tmpdir(), 'paradeck-api-')), 'uploads');
  await mkdir(uploads);
  const stand = createStandIns();
  const { instances = [sampleInstance] } = options;
  const submitted: TrialApiDoor['submitted'] = [];
  const cancelled: string[] = [];
  const drain = createDrain(options.answeringMs);
  const counters = createDoorCounters(stand.pushes);
  const jobs = createTrialJobs(options, { jobs: stand.jobs, submitted, cancelled });
  const lines: string[] = [];
  const file = { write: (line: string) => lines.push(line) };
  const requestLog = createRequestLog({ jobs, counters, clock: { now: options.now ?? Date.now }, file });
  const parts: ApiDoorPorts = {
    ...{ ...stand, jobs, uploads, log: quietLog, version: '0', panelDir: uploads, paceMs: options.paceMs },
    ...{ fleet: { ...stand.fleet, list: () => instances }, clock: { now: options.now ?? Date.now } },
    gpus: { view: () => options.gpus ?? noCards },
    ...{ counters, requestLog, drain },
    ...{ requests: createRequests(jobs), uploadLimitBytes: options.uploadLimitBytes ?? 1024 ** 3 },
  };
  const plan = { instanceId: null, hasPage: true };
  const address = { host: '127.0.0.1', port: 0, allowedHosts: ['api.example.org'], findKey: null };
  const door = await openApiDoor(parts, plan, { ...address, ...options.address });
  return {
    ...{ port: door.port, submitted, cancelled, drain, requestLog, lines },
    emit: stand.pushes.emit,
    ask: (asked) => ask(door.port, asked),
    uploads: () => readdir(uploads),
    close: async () => {
      await door.close();
      await rm(join(uploads, '..'), { recursive: true, force: true });
    },
  };
}

/** Jobs that note what becomes of them; a file is read and gone once it is submitted. */
function createTrialJobs(
  { job = sampleJob, load, refused }: TrialOptions,
  { jobs, submitted, cancelled }: Pick<TrialApiDoor, 'submitted' | 'cancelled'> & { readonly jobs: Jobs },
): ApiDoorPorts['jobs'] {
  return {
    ...jobs,
    load: () => ({ ...jobs.load(), ...load }),
    counts: () => ({ ...jobs.counts(), active: load?.jobs ?? 0 }),
    submit: async (submission) => {
      if (refused) throw refused;
      const content = await readFile(submission.path, 'utf8');
      await rm(submission.path);
      submitted.push({ submission, content });
      return job;
    },
    get: async (id) => (id === job.id ? job : jobs.get(id)),
    cancel: async (id) => {
      cancelled.push(id);
      return { ...job, state: 'cancelled' };
    },
  };
}

const boundary = 'paradeck-boundary';

/** A form as a program sends it; `file` null: without one. */
export function renderForm(
  fields: readonly (readonly [string, string])[],
  file: { readonly name: string; readonly content: string; readonly field?: string } | null = {
    name: 'a.wav',
    content: 'sound',
  },
): { readonly headers: Record<string, string>; readonly body: string } {
  const parts = fields.map(
    ([name, value]) => `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`,
  );
  if (file) {
    const head = `Content-Disposition: form-data; name="${file.field ?? 'file'}"; filename="${file.name}"`;
    parts.push(`${head}\r\nContent-Type: audio/wav\r\n\r\n${file.content}`);
  }
  const body = [...parts.map((part) => `--${boundary}\r\n${part}\r\n`), `--${boundary}--\r\n`].join('');
  return { headers: { 'content-type': `multipart/form-data; boundary=${boundary}` }, body };
}

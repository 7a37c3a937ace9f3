/** Which job a request became, so that a program that sends it again meets the same job, after a restart, too. */
import { createHash } from 'node:crypto';
import type { JobView } from '../../contract/job.ts';
import type { Jobs } from '../jobs/jobsInterface.ts';

const kept = 10_000;

export interface Begun {
  readonly job: JobView;
  readonly isNew: boolean;
}

export interface Requests {
  /** What `submit` begins, known by this key from now on. */
  anew(key: string, submit: () => Promise<JobView>): Promise<Begun>;
  /** The job begun under this key if it is under way or has its text, else one anew. */
  once(key: string, submit: () => Promise<JobView>): Promise<Begun>;
}

/** `lines`: as `write` was given them before, the oldest first. A crash between a job and its line costs that it is done twice. */
export interface KeptRequests {
  readonly lines: readonly string[];
  write(line: string): void;
}

const nothingKept: KeptRequests = { lines: [], write: () => undefined };

export function createRequests(jobs: Pick<Jobs, 'get'>, memory: KeptRequests = nothingKept): Requests {
  /** Ids of jobs. */
  const known = new Map<string, Promise<string>>();
  for (const line of memory.lines) {
    const [, digest, id] = /^([\w-]{43}) (\S+)$/.exec(line) ?? [];
    if (digest !== undefined && id !== undefined) note(digest, Promise.resolve(id));
  }

  function note(digest: string, id: Promise<string>): void {
    known.delete(digest);
    known.set(digest, id);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
  }

  async function begin(digest: string, submit: () => Promise<JobView>): Promise<Begun> {
    const begun = submit();
    const id = begun.then((job) => job.id);
    id.catch(() => undefined);
    note(digest, id);
    const job = await begun;
    memory.write(`${digest} ${job.id}\n`);
    return { job, isNew: true };
  }

  return {
    anew: (key, submit) => begin(digestOf(key), submit),
    once: async (key, submit) => {
      const digest = digestOf(key);
      const before = known.get(digest);
      const job = await findGood(known.get(digest), jobs);
      if (job) return { job, isNew: false };
      // Somebody else may have begun it while this one looked.
      const meanwhile = known.get(digest);
      if (meanwhile && meanwhile !== before) return { job: await jobs.get(await meanwhile), isNew: false };
      return begin(digest, submit);
    },
  };
}

async function findGood(
  begun: Promise<string> | undefined,
  jobs: Pick<Jobs, 'get'>,
): Promise<JobView | null> {
  try {
    const id = await begun;
    const job = id === undefined ? null : await jobs.get(id);
    return job && !spoilt.has(job.state) ? job : null;
  } catch {
    // It was refused, or removed since.
    return null;
  }
}

/** A key is its sender's own business, and may be long. */
function digestOf(key: string): string {
  return createHash('sha256').update(key).digest('base64url');
}

/** Ended without what was asked for. */
const spoilt: ReadonlySet<JobView['state']> = new Set(['failed', 'cancelled', 'quarantined', 'incomplete']);

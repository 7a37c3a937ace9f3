/** Which job a request became, so that a program that sends it again meets the same job, after a restart, too. */
import { createHash } from 'node:crypto';
import type { JobView } from '../../../contract/job.ts';
import { Failed } from '../../../core/failed.ts';
import type { Jobs } from '../../jobs/jobsInterface.ts';

const kept = 10_000;

export interface Begun {
  readonly job: JobView;
  readonly isNew: boolean;
}

export interface Requests {
  /** What `submit` begins, known by this key from now on. */
  anew(key: string, submit: () => Promise<JobView>): Promise<Begun>;
  /**
   * The job begun under this key if it is under way or has its text, else one anew. `content` says what is asked for, where
   * the key does not: throws bad-request where that job was asked for something else.
   */
  once(key: string, submit: () => Promise<JobView>, content?: string): Promise<Begun>;
}

/** `lines`: as `write` was given them before, the oldest first. A crash between a job and its line costs that it is done twice. */
export interface KeptRequests {
  readonly lines: readonly string[];
  write(line: string): void;
}

const nothingKept: KeptRequests = { lines: [], write: () => undefined };

interface Known {
  readonly id: Promise<string>;
  /** Digest of what was asked for; null: the key itself says it, or it was not written down. */
  readonly content: string | null;
}

export function createRequests(jobs: Pick<Jobs, 'get'>, memory: KeptRequests = nothingKept): Requests {
  const known = new Map<string, Known>();
  for (const line of memory.lines) {
    const [, digest, id, content = null] = /^([\w-]{43}) (\S+)(?: ([\w-]{43}))?$/.exec(line) ?? [];
    if (digest !== undefined && id !== undefined) note(digest, { id: Promise.resolve(id), content });
  }

  function note(digest: string, begun: Known): void {
    known.delete(digest);
    known.set(digest, begun);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
  }

  async function begin(digest: string, submit: () => Promise<JobView>, content: string | null) {
    const begun = submit();
    const id = begun.then((job) => job.id);
    id.catch(() => undefined);
    note(digest, { id, content });
    const job = await begun;
    memory.write(`${[digest, job.id, content ?? ''].join(' ').trim()}\n`);
    return { job, isNew: true };
  }

  return {
    anew: (key, submit) => begin(digestOf(key), submit, null),
    once: async (key, submit, asked) => {
      const [digest, content] = [digestOf(key), asked === undefined ? null : digestOf(asked)];
      const before = known.get(digest);
      const job = before && (await findGood(before.id, jobs));
      if (job) return meet(job, before, content);
      // Somebody else may have begun it while this one looked.
      const meanwhile = known.get(digest);
      if (!meanwhile || meanwhile === before) return begin(digest, submit, content);
      return meet(await jobs.get(await meanwhile.id), meanwhile, content);
    },
  };
}

/** A text of another file under a key meant for this one would pass for its text. */
function meet(job: JobView, begun: Known, content: string | null): Begun {
  if (content === null || begun.content === null || begun.content === content) return { job, isNew: false };
  const field = 'Idempotency-Key';
  throw new Failed('bad-request', 'this key was sent with another file or other fields before', { field });
}

async function findGood(begun: Promise<string>, jobs: Pick<Jobs, 'get'>): Promise<JobView | null> {
  try {
    const job = await jobs.get(await begun);
    return spoilt.has(job.state) ? null : job;
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

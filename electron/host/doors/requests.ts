/** Which job a request became, so that a program that sends it again meets the same job. In memory: at worst it is done once more. */
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

export function createRequests(jobs: Pick<Jobs, 'get'>): Requests {
  const known = new Map<string, Promise<JobView>>();

  async function findGood(key: string): Promise<JobView | null> {
    try {
      const begun = await known.get(key);
      const job = begun && (await jobs.get(begun.id));
      return job && !spoilt.has(job.state) ? job : null;
    } catch {
      // It was refused, or removed since.
      return null;
    }
  }

  async function anew(key: string, submit: () => Promise<JobView>): Promise<Begun> {
    const begun = submit();
    known.delete(key);
    known.set(key, begun);
    const [oldest] = known.keys();
    if (known.size > kept && oldest !== undefined) known.delete(oldest);
    return { job: await begun, isNew: true };
  }

  return {
    anew,
    once: async (key, submit) => {
      const before = known.get(key);
      const job = await findGood(key);
      if (job) return { job, isNew: false };
      // Somebody else may have begun it while this one looked.
      const meanwhile = known.get(key);
      if (meanwhile && meanwhile !== before) return { job: await meanwhile, isNew: false };
      return anew(key, submit);
    },
  };
}

/** Ended without what was asked for. */
const spoilt: ReadonlySet<JobView['state']> = new Set(['failed', 'cancelled', 'quarantined', 'incomplete']);

/** The diagnostics bundle of a running host. */
import type { Diagnostics } from '../../contract/diagnostics.ts';
import type { JobView } from '../../contract/job.ts';
import type { HostParts } from '../doors/handlers/hostParts.ts';

/** Jobs a bundle tells of, and texts of the newest of them, to be taken out of the logs. */
export const bundled = { jobs: 200, texts: 30 } as const;

type Parts = Pick<HostParts, 'clock' | 'fleet' | 'info' | 'jobs' | 'settings' | 'runChecks'>;

/** One at a time: who asks meanwhile gets the same one. */
export function createHostDiagnostics(parts: Parts, root: string): () => Promise<Diagnostics> {
  let running: Promise<Diagnostics> | null = null;
  const { clock, fleet, info, jobs, settings, runChecks } = parts;
  const source = {
    ...{ version: info.version, shell: info.shell, findings: runChecks },
    settings: async () => settings.get(),
    instances: async () => fleet.list(),
    journal: () => readJournal(jobs),
  };
  const make = async (): Promise<Diagnostics> => {
    // Loaded only now: hardly a host is ever asked for one.
    const { makeBundle } = await import('./makeBundle.ts');
    return await makeBundle(source, { home: info.home, root, now: clock.now() });
  };
  return () =>
    (running ??= make().finally(() => {
      running = null;
    }));
}

async function readJournal(jobs: Parts['jobs']): Promise<{ jobs: JobView[]; texts: string[] }> {
  const page = await jobs.list({ limit: bundled.jobs });
  const told = page.jobs.filter(({ characters, endedAt }) => characters > 0 && endedAt !== null);
  // One that is removed meanwhile has no text any more.
  const texts = await Promise.all(
    told.slice(0, bundled.texts).map(({ id }) =>
      jobs.transcript(id).then(
        ({ text }) => text,
        () => '',
      ),
    ),
  );
  return { jobs: page.jobs, texts };
}

/** Jobs and transcripts that go: one, all that ended long enough ago, and those the settings keep no longer. */
import { rm } from 'node:fs/promises';
import { setImmediate as yieldLoop } from 'node:timers/promises';
import type { Closable } from '../ports.ts';
import type { JobPipeline, PipelinePorts } from './jobPipeline.ts';
import type { EndedJob } from '../store/storePort.ts';

export interface Removal extends Closable {
  /** Of a job that has ended. */
  remove(job: EndedJob): Promise<void>;
  /** How many ended longer ago than that, ms; unless `isTrial` they are gone then. */
  removeEnded(agoMs: number, isTrial: boolean): Promise<number>;
  /** Removes what the settings keep no longer: at the first call, at a change of the setting, and once an hour. */
  keepUp(): void;
}

type Ports = Pick<PipelinePorts, 'store' | 'table' | 'emit' | 'settings' | 'clock' | 'log'>;

/** So many go in one commit. */
const removedAtOnce = 200;
const dayMs = 86_400_000;
const everyMs = 3_600_000;

export function createRemoval(pushes: JobPipeline['pushes'], ports: Ports): Removal {
  const removing = createRemoving(pushes, ports);
  const { settings, clock, log } = ports;
  let kept: { readonly days: number | null; readonly at: number } | null = null;
  let keeping: Promise<unknown> = Promise.resolve();
  return {
    ...removing,
    keepUp() {
      const { keepDays: days } = settings.get();
      const now = clock.now();
      if (kept !== null && kept.days === days && now - kept.at < everyMs) return;
      kept = { days, at: now };
      if (days === null) return;
      keeping = keeping
        .then(() => removing.removeEnded(days * dayMs, false))
        .catch((thrown: unknown) => log.error('old jobs could not be removed', { cause: String(thrown) }));
    },
    async close() {
      removing.stop();
      await keeping;
    },
  };
}

type Removing = Pick<Removal, 'remove' | 'removeEnded'> & { stop(): void };

function createRemoving(pushes: JobPipeline['pushes'], ports: Ports): Removing {
  const { store, table, emit, clock } = ports;
  let isStopped = false;

  async function removeAll(jobs: readonly EndedJob[]): Promise<void> {
    await store.removeJobs(jobs.map(({ id }) => id));
    for (const { id, state, uploadPath } of jobs) {
      table.recount(state, null);
      if (uploadPath !== null) await rm(uploadPath, { force: true });
      pushes.forget(id);
      emit({ type: 'job.removed', id });
    }
  }
  /** The file gives its room back piece by piece, so that nobody waits long for the store. */
  async function giveBack(): Promise<void> {
    while (!isStopped && (await store.vacuum())) await yieldLoop();
  }
  return {
    async remove(job) {
      await removeAll([job]);
      await giveBack();
    },
    async removeEnded(agoMs, isTrial) {
      const before = clock.now() - agoMs;
      if (isTrial) return store.countEndedBefore(before);
      let count = 0;
      while (!isStopped) {
        const found = await store.endedBefore(before, removedAtOnce);
        const jobs = found.filter(({ id }) => !table.get(id));
        if (jobs.length === 0) break;
        await removeAll(jobs);
        count += jobs.length;
      }
      if (count > 0) await giveBack();
      return count;
    },
    stop: () => {
      isStopped = true;
    },
  };
}

/** How a job ends other than by its transcript, and what goes when it has ended. */
import type { JobState } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import type { Dispatcher } from './dispatch.ts';
import type { JobPushes } from './jobPushes.ts';
import type { JobRun } from './jobRun.ts';
import type { Lane } from './lane.ts';
import type { Clock, Log } from '../ports.ts';
import { WorkerRefused } from '../ports.ts';
import type { RunTable } from './runTable.ts';
import type { Spool } from './spool.ts';
import type { JobPatch } from '../store/storePort.ts';

export interface JobEndingsPorts {
  readonly table: RunTable;
  readonly spool: Spool;
  readonly lane: Lane;
  readonly dispatcher: Dispatcher;
  readonly pushes: JobPushes;
  readonly clock: Clock;
  readonly log: Log;
}

/** A front's request is tried twice before it is refused: two workers have died. */
const deathsOfFronts = 2;

export class JobEndings {
  readonly #ports: JobEndingsPorts;
  /** Ended, its spool still read by a worker. */
  readonly #leaving = new Map<string, JobRun>();
  readonly #ending = new WeakMap<JobRun, Promise<void>>();

  constructor(ports: JobEndingsPorts) {
    this.#ports = ports;
  }

  readonly fail = (run: JobRun, failed: Failed): Promise<void> =>
    this.#end(run, 'failed', { failure: failed.toFailure() });

  readonly quarantine = (run: JobRun, evidence: Failed): Promise<void> =>
    this.#end(run, 'quarantined', { failure: evidence.toFailure() });

  /** What was recognised stays readable. */
  cancel(run: JobRun): Promise<void> {
    return this.#end(run, 'cancelled', {});
  }

  /** It was transcribed before; `patch` says where. */
  skip(run: JobRun, patch: JobPatch): Promise<void> {
    return this.#end(run, 'skipped', patch);
  }

  /** Ends the job over what was thrown working for it. */
  async meet(run: JobRun, thrown: unknown): Promise<void> {
    if (thrown instanceof WorkerRefused && thrown.kind === 'gone') return this.#blameForFronts(run, thrown);
    if (!(thrown instanceof Failed) && !(thrown instanceof WorkerRefused)) {
      this.#ports.log.error('a job met an error', { job: run.record.id, cause: String(thrown) });
    }
    return this.fail(run, foldTrouble(thrown));
  }

  /** The journal says that it ended: everything of it leaves memory, the lane and the spool. */
  leave(run: JobRun): void {
    const { table, lane, pushes } = this.#ports;
    const { id } = run.record;
    run.isEnding = true;
    run.abort.abort();
    lane.leave(run);
    table.drop(id);
    pushes.changed(run);
    this.#leaving.set(id, run);
    void this.sweep();
  }

  /** Sound that no worker reads any more goes. */
  async sweep(): Promise<void> {
    for (const [id, run] of this.#leaving) {
      await run.decoding;
      if (run.batchesAboard > 0 || run.isScanning || !this.#leaving.delete(id)) continue;
      await this.#ports.spool.remove(id);
    }
  }

  /** The job begins again: its sound is no left-over. */
  keepSpool(id: string): void {
    this.#leaving.delete(id);
  }

  /** Whoever comes second waits for the first, whose word holds. */
  #end(run: JobRun, state: JobState, patch: JobPatch): Promise<void> {
    if (run.isEnding) return this.#ending.get(run) ?? Promise.resolve();
    const ending = this.#writeEnd(run, state, patch);
    this.#ending.set(run, ending);
    return ending;
  }

  async #writeEnd(run: JobRun, state: JobState, more: JobPatch): Promise<void> {
    const { table, dispatcher, clock } = this.#ports;
    run.isEnding = true;
    run.abort.abort();
    dispatcher.dropFor(run);
    const { speechMs, recognisedMs, characters } = run;
    const patch: JobPatch = {
      ...{ state, waiting: null, speechMs, recognisedMs, characters },
      failure: null,
      endedAt: clock.now(),
      ...more,
    };
    await table.patch(run, patch);
    this.leave(run);
  }

  async #blameForFronts(run: JobRun, refused: WorkerRefused): Promise<void> {
    const deaths = run.record.deaths + deathsOfFronts;
    await this.#ports.table.patch(run, { deaths });
    const message = `${deaths} workers died finding its speech or punctuating it`;
    return this.quarantine(run, new Failed('worker-died', message, { deaths, reason: refused.message }));
  }
}

function foldTrouble(thrown: unknown): Failed {
  if (thrown instanceof Failed) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  if (!(thrown instanceof WorkerRefused)) return new Failed('internal', message);
  return new Failed('worker-failed', `its speech could not be found or punctuated: ${message}`, {
    reason: message,
  });
}

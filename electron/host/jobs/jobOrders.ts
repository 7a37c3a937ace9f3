/** What a user may order of a job under way; each order is in the journal before it is answered. */
import type { JobView } from '../../contract/job.ts';
import { Failed } from '../../core/failed.ts';
import type { Jobs } from './jobsInterface.ts';
import type { JobPipeline, PipelinePorts } from './jobPipeline.ts';
import { isHeld, isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import type { JobPatch } from '../store/storePort.ts';

export type JobOrders = Pick<Jobs, 'release' | 'pause' | 'resume' | 'next' | 'pauseAll' | 'resumeAll'>;

/** Each throws job-not-found, and bad-request for a job that has ended. */
export function createJobOrders(pipeline: JobPipeline, ports: PipelinePorts): JobOrders {
  const { table, store, clock } = ports;

  async function findRun(id: string): Promise<JobRun> {
    const run = table.get(id);
    if (run && !run.isEnding) return run;
    if (!(await store.job(id))) throw new Failed('job-not-found', `there is no job ${id}`, { id });
    throw new Failed('bad-request', `job ${id} has ended`, { id });
  }
  async function change(run: JobRun, patch: JobPatch): Promise<void> {
    await table.patch(run, patch);
    pipeline.lane.reorder(run);
    pipeline.advance(run);
  }
  async function order(id: string, plan: (run: JobRun) => JobPatch): Promise<JobView> {
    const run = await findRun(id);
    await change(run, plan(run));
    return pipeline.view(run);
  }
  /** One after the other, so that the host answers in between; those that end meanwhile are left alone. */
  async function orderAll(plan: (run: JobRun) => JobPatch): Promise<number> {
    let count = 0;
    for (const run of [...table.all()]) {
      const patch = plan(run);
      if (run.isEnding || table.get(run.record.id) !== run || patch.isPaused === run.record.isPaused)
        continue;
      await change(run, patch);
      count += 1;
    }
    return count;
  }
  return {
    release: (id) => order(id, planRelease),
    pause: (id) => order(id, planPause),
    resume: (id) => order(id, planResume),
    pauseAll: () => orderAll(planPause),
    resumeAll: () => orderAll(planResume),
    next: (id) => order(id, () => ({ putFirstAt: clock.now() })),
  };
}

/** Any precision of the model will do while no segment was recognised with one. */
function planRelease({ recognisedMs, batchesAboard }: JobRun): JobPatch {
  const isUnbound = recognisedMs === 0 && batchesAboard === 0;
  return { target: { kind: 'fleet' }, ...(isUnbound && { modelKey: null }) };
}

function planPause(run: JobRun): JobPatch {
  return { isPaused: true, ...(!isRecognised(run) && { state: 'paused', waiting: null }) };
}

function planResume(run: JobRun): JobPatch {
  return { isPaused: false, ...(isHeld(run) && { state: 'queued' }) };
}

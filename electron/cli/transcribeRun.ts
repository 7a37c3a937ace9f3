/** One run of `transcribe`: submits the files, follows them, and hands their texts out in the order they were named. */
import type { Snapshot } from '../contract/snapshot.ts';
import type { Failure } from '../contract/failure.ts';
import type { InstanceView } from '../contract/instance.ts';
import type { JobTarget, JobView } from '../contract/job.ts';
import { foldFailure } from '../core/failed.ts';
import { isEnded } from '../core/schedule/jobState.ts';
import { findInstance, isNamed } from './findInstance.ts';
import { createFleetWatch } from './fleetWatch.ts';
import type { GatheredFile } from './gatherFiles.ts';
import { createJobWatch } from './jobWatch.ts';
import type { JobWatch } from './jobWatch.ts';
import type { Reached } from './reach.ts';
import { interruptedExit } from './signals.ts';
import type { TranscribeRun } from './transcribePlan.ts';
import { createOutput } from './transcribeOutput.ts';
import { createWaitNotice } from './waitNotice.ts';

type Outcome = { readonly job: JobView } | { readonly failure: Failure };

/** Exit code: 0 all done, 1 some not, 130 interrupted (its jobs are cancelled then). */
export async function runTranscription(run: TranscribeRun): Promise<number> {
  const { plan, terminal, reached } = run;
  const notice = createWaitNotice(run);
  const watch = createJobWatch((job) => {
    run.time.noteJob(job);
    notice(job);
  });
  const isWanted = (instance: InstanceView): boolean =>
    plan.instance === undefined || isNamed(instance, plan.instance);
  const fleet = createFleetWatch(isWanted, () => run.time.mark('readyMs'));
  await reached.onPush((push) => {
    watch.take(push);
    fleet.take(push);
    if (push.event.type === 'segments.recognised') run.time.mark('firstTextMs');
  });
  const snapshot = await reached.call('host.snapshot', {});
  const target = chooseTarget(snapshot, plan.instance);
  if (reached.isOwn) await wakeInstance(reached, snapshot.instances.filter(isWanted));
  fleet.begin(reached.isOwn ? await reached.call('host.snapshot', {}) : snapshot);
  const submitted: string[] = [];
  const cuts = [reached.lost, interruptionOf(terminal.signal), ...(reached.isOwn ? [fleet.inVain] : [])];
  try {
    return await handOut({ run, watch, target, submitted, cut: Promise.race(cuts) });
  } catch (thrown) {
    const left = submitted.filter((id) => !isDone(watch, id));
    await Promise.allSettled(left.map((id) => reached.call('jobs.cancel', { id })));
    if (thrown instanceof Interrupted) return interruptedExit;
    throw thrown;
  }
}

interface Handing {
  readonly run: TranscribeRun;
  readonly watch: JobWatch;
  readonly target: JobTarget;
  /** Ids, filled in as files are accepted. */
  readonly submitted: string[];
  /** Rejects when going on makes no sense. */
  readonly cut: Promise<never>;
}

async function handOut({ run, watch, target, submitted, cut }: Handing): Promise<number> {
  const { plan, terminal, line } = run;
  const output = createOutput(run);
  let accepting: Promise<unknown> = Promise.resolve();
  // One after another, so that jobs stand in the queue in the order of the arguments.
  const outcomes = plan.files.map((file) => {
    const accepted = accepting.then(() => submitFile({ run, file, target, watch, submitted }));
    accepting = accepted;
    return accepted.then((outcome) => ('failure' in outcome ? outcome : endOf(watch, outcome.job.id)));
  });
  const timer = setInterval(() => {
    const jobs = submitted.flatMap((id) => watch.newest(id) ?? []);
    const done = plan.files.length - jobs.length + jobs.filter(({ state }) => isEnded(state)).length;
    const job = jobs.find(({ state }) => state === 'running' || state === 'decoding') ?? null;
    line.show({ done: Math.min(done, plan.files.length), total: plan.files.length, job });
  }, 100);
  let isAllDone = true;
  try {
    for (const [index, file] of plan.files.entries()) {
      const outcome = await Promise.race([outcomes[index], cut]);
      if (outcome && !(await output.put(file, outcome))) isAllDone = false;
    }
  } finally {
    clearInterval(timer);
  }
  output.end();
  terminal.signal.throwIfAborted();
  return isAllDone ? 0 : 1;
}

interface Submitting {
  readonly run: TranscribeRun;
  readonly file: GatheredFile;
  readonly target: JobTarget;
  readonly watch: JobWatch;
  readonly submitted: string[];
}

async function submitFile({ run, file, target, watch, submitted }: Submitting): Promise<Outcome> {
  if (file.failure) return { failure: file.failure };
  try {
    const { hotwords, again } = run.plan;
    const options = hotwords && { hotwords };
    const job = await run.reached.call('jobs.submit', { path: file.path, target, options, again });
    submitted.push(job.id);
    watch.note(job);
    return { job };
  } catch (thrown) {
    return { failure: foldFailure(thrown) };
  }
}

async function endOf(watch: JobWatch, id: string): Promise<Outcome> {
  return { job: await watch.ended(id) };
}

function isDone(watch: JobWatch, id: string): boolean {
  const job = watch.newest(id);
  return job !== undefined && isEnded(job.state);
}

function chooseTarget({ instances }: Snapshot, asked: string | undefined): JobTarget {
  if (asked === undefined) return { kind: 'fleet' };
  return { kind: 'instance', instanceId: findInstance(instances, asked).spec.id };
}

/** Nobody else starts an instance of an own host: where all are set to stay stopped, the first wanted one is started. */
async function wakeInstance(reached: Reached, wanted: readonly InstanceView[]): Promise<void> {
  const [first] = wanted;
  if (first && wanted.every(({ phase }) => phase === 'stopped')) {
    await reached.call('instances.start', { id: first.spec.id });
  }
}

class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

function interruptionOf(signal: AbortSignal): Promise<never> {
  const { promise, reject } = Promise.withResolvers<never>();
  const interrupt = (): void => reject(new Interrupted());
  if (signal.aborted) interrupt();
  else signal.addEventListener('abort', interrupt, { once: true });
  promise.catch(() => undefined);
  return promise;
}

/** What becomes of a batch that got no answer. */
import { stepOutOfMemory } from '../../core/schedule/batchCap.ts';
import { deathsToQuarantine, mostHoles, stepRefused } from '../../core/schedule/ladder.ts';
import { Failed } from '../../core/failed.ts';
import { runsOf } from './aboard.ts';
import type { Aboard, Batch } from './aboard.ts';
import { passAnswered } from './jobRun.ts';
import type { JobRun, RunSegment } from './jobRun.ts';
import type { Fleet, WorkerRefused } from '../ports.ts';
import type { RunTable } from './runTable.ts';

export interface RefusalPorts {
  readonly table: RunTable;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly quarantine: (run: JobRun, evidence: Failed) => Promise<void>;
  readonly fail: (run: JobRun, failed: Failed) => Promise<void>;
  readonly now: () => number;
  /** Segments of it wait again or were given up. */
  readonly onChanged: (run: JobRun) => void;
}

/** The worker was ended on purpose, or its card is gone: nothing that a file did. */
const innocentPhases = new Set(['stopped', 'stopping', 'draining', 'blocked', 'mispinned']);

/** Puts every segment back, alone or not, or gives it up; settles when the journal knows of deaths. */
export async function refuseBatch(
  { batch, refused, aboard }: { batch: Batch; refused: WorkerRefused; aboard: Aboard },
  ports: RefusalPorts,
): Promise<void> {
  if (refused.kind === 'gone') await chargeDeath(batch, refused, { ...ports, aboard });
  if (refused.kind === 'oom') {
    aboard.setCap(batch, stepOutOfMemory(aboard.capOf(batch), batch.paddedS, ports.now()));
  }
  for (const { run, segment } of batch.parts) {
    if (!run.isEnding && segment.phase === 'aboard') putBack(run, segment, { batch, refused });
  }
  for (const run of runsOf(batch)) {
    passAnswered(run);
    if (run.isEnding) continue;
    if (run.refusals.length > mostHoles) await ports.fail(run, workerFailed(run));
    else ports.onChanged(run);
  }
}

/** What the instances said, as a job's failure. */
export function workerFailed(run: JobRun): Failed {
  const message = run.refusals.at(-1) ?? 'no answer';
  return new Failed('worker-failed', `no instance could recognise parts of it: ${message}`, {
    segments: run.refusals.length,
    reason: message,
  });
}

async function chargeDeath(
  batch: Batch,
  refused: WorkerRefused,
  { aboard, fleet, table, quarantine }: RefusalPorts & { readonly aboard: Aboard },
): Promise<void> {
  const phase = fleet.list().find(({ spec }) => spec.id === batch.instanceId)?.phase;
  const isInnocent = phase === undefined || innocentPhases.has(phase);
  if (!aboard.isToBlame(batch) || isInnocent) return;
  for (const run of runsOf(batch)) {
    const wasSentBefore = batch.parts.some(
      (part) => part.run === run && part.deathsBefore < run.record.deaths,
    );
    if (run.isEnding || wasSentBefore) continue;
    await table.patch(run, { deaths: run.record.deaths + 1 });
    if (run.record.deaths >= deathsToQuarantine) await quarantine(run, collectEvidence(run, batch, refused));
  }
}

function collectEvidence(run: JobRun, batch: Batch, refused: WorkerRefused): Failed {
  const own = batch.parts.filter((part) => part.run === run).map(({ segment }) => segment);
  const detail = {
    deaths: run.record.deaths,
    instance: batch.instanceId,
    fromMs: Math.min(...own.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...own.map(({ toMs }) => toMs)),
    reason: refused.message,
  };
  return new Failed('worker-died', `${run.record.deaths} workers died recognising it`, detail);
}

function putBack(
  run: JobRun,
  segment: RunSegment,
  { batch, refused }: { batch: Batch; refused: WorkerRefused },
): void {
  const { instanceId, parts } = batch;
  const standing = stepRefused(segment.standing, {
    ...{ kind: refused.kind, instanceId },
    wasAlone: parts.length === 1,
  });
  segment.instanceId = null;
  segment.phase = standing === null ? 'refused' : 'waiting';
  if (standing === null) run.refusals.push(refused.message);
  else segment.standing = standing;
}

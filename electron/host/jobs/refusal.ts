/** What becomes of a batch that got no answer. */
import type { BatchTrouble } from '../../contract/job.ts';
import { stepOutOfMemory } from '../../core/schedule/batchCap.ts';
import { deathsToQuarantine, mostHoles, stepRefused } from '../../core/schedule/ladder.ts';
import { nameNext, noteTroubles } from '../../core/schedule/troubles.ts';
import { Failed } from '../../core/failed.ts';
import { runsOf } from './aboard.ts';
import type { Aboard, Batch } from './aboard.ts';
import { passAnswered } from './jobRun.ts';
import type { JobRun, RunSegment } from './jobRun.ts';
import type { Clock, Fleet, WorkerRefused } from '../ports.ts';
import type { RunTable } from './runTable.ts';

export interface RefusalPorts {
  readonly table: RunTable;
  readonly fleet: Pick<Fleet, 'list'>;
  readonly quarantine: (run: JobRun, evidence: Failed) => Promise<void>;
  readonly fail: (run: JobRun, failed: Failed) => Promise<void>;
  readonly clock: Clock;
  /** Writes what need not be waited for. */
  readonly attempt: (run: JobRun, work: () => Promise<void>) => void;
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
    aboard.setCap(batch, stepOutOfMemory(aboard.capOf(batch), batch.paddedS, ports.clock.now()));
  }
  for (const run of runsOf(batch)) {
    if (!run.isEnding) putBackAll(run, { batch, refused }, ports);
    passAnswered(run);
    if (run.isEnding) continue;
    if (isHopeless(run)) await ports.fail(run, workerFailed(run));
    else ports.onChanged(run);
  }
}

/** Where some of it was answered, what is left out is a hole that can be redone, however long. */
function isHopeless({ refusals, segments }: JobRun): boolean {
  return refusals.length > mostHoles && !segments.some(({ phase }) => phase === 'recognised');
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
  { aboard, fleet, table, quarantine, clock }: RefusalPorts & { readonly aboard: Aboard },
): Promise<void> {
  const phase = fleet.list().find(({ spec }) => spec.id === batch.instanceId)?.phase;
  const isInnocent = phase === undefined || innocentPhases.has(phase);
  if (!aboard.isToBlame(batch) || isInnocent) return;
  for (const run of runsOf(batch)) {
    const wasSentBefore = batch.parts.some(
      (part) => part.run === run && part.deathsBefore < run.record.deaths,
    );
    if (run.isEnding || wasSentBefore) continue;
    const deaths = run.record.deaths + 1;
    const isLast = deaths >= deathsToQuarantine;
    const segments = batch.parts.filter((part) => part.run === run).length;
    const met = {
      kind: 'died' as const,
      segments,
      next: isLast ? ('set-aside' as const) : ('again' as const),
    };
    run.troubles = noteTroubles(run.troubles, [describeTrouble(batch, met, clock.now())]);
    await table.patch(run, { deaths, troubles: run.troubles });
    if (isLast) await quarantine(run, collectEvidence(run, batch, refused));
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

interface Refused {
  readonly batch: Batch;
  readonly refused: WorkerRefused;
}

/** Every segment of the job's in it, and a line in its history for each thing that becomes of them. */
function putBackAll(run: JobRun, { batch, refused }: Refused, { table, attempt, clock }: RefusalPorts): void {
  const counts = new Map<BatchTrouble['next'], number>();
  for (const { run: owner, segment } of batch.parts) {
    if (owner !== run || segment.phase !== 'aboard') continue;
    const next = putBack(run, segment, { batch, refused });
    if (next !== null) counts.set(next, (counts.get(next) ?? 0) + 1);
  }
  const kind = refused.kind === 'oom' ? 'oom' : 'refused';
  const met = [...counts].map(([next, segments]) =>
    describeTrouble(batch, { kind, segments, next }, clock.now()),
  );
  if (met.length === 0) return;
  run.troubles = noteTroubles(run.troubles, met);
  attempt(run, () => table.patch(run, { troubles: run.troubles }));
}

function putBack(run: JobRun, segment: RunSegment, { batch, refused }: Refused): BatchTrouble['next'] | null {
  const { kind } = refused;
  const wasAlone = batch.parts.length === 1;
  const standing = stepRefused(segment.standing, { kind, instanceId: batch.instanceId, wasAlone });
  segment.instanceId = null;
  segment.phase = standing === null ? 'refused' : 'waiting';
  if (standing === null) run.refusals.push(refused.message);
  else segment.standing = standing;
  return nameNext(kind, standing);
}

function describeTrouble(
  { instanceId, paddedS }: Batch,
  met: Pick<BatchTrouble, 'kind' | 'segments' | 'next'>,
  at: number,
): BatchTrouble {
  return { at, instanceId, paddedS: Math.round(10 * paddedS) / 10, ...met };
}

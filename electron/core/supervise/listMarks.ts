/** What a step of a worker's machine means to someone who looks at a chart. */
import type { FleetMark } from '../../contract/machine.ts';
import type { Cause } from '../../contract/instance.ts';
import type { WorkerState } from './superviseState.ts';

export type MarkKind = FleetMark['kind'];

/** In the order they happened; none for most steps. */
export function listMarks(before: WorkerState, after: WorkerState): MarkKind[] {
  const death = findDeath(before, after);
  const entered = before.phase === after.phase ? null : markPhase(before, after);
  const hasSpawned = after.pid !== null && before.pid === null;
  return [
    ...(death === null ? [] : [markDeath(death)]),
    ...(hasSpawned ? [after.restarts > 0 ? ('restarted' as const) : ('started' as const)] : []),
    ...(entered === null ? [] : [entered]),
  ];
}

/** What it means to have come into the phase; null where it means nothing by itself. */
function markPhase(before: WorkerState, { phase }: WorkerState): MarkKind | null {
  switch (phase) {
    case 'failed':
    case 'mispinned':
    case 'blocked':
      return phase;
    case 'ready':
      return before.phase === 'loading' ? 'ready' : null;
    case 'stopped':
      return before.pid === null ? null : 'stopped';
    default:
      return null;
  }
}

/** The cause of a process that ended by a fault of its own in this step, null for any other end. */
export function findDeath(before: WorkerState, after: WorkerState): Cause | null {
  const hasEnded = before.pid !== null && after.pid === null;
  if (!hasEnded || after.cause === null || after.cause === before.cause) return null;
  return after.phase === 'mispinned' || after.phase === 'blocked' ? null : after.cause;
}

function markDeath(cause: Cause): MarkKind {
  return cause.class === 'oom' || cause.class === 'hung' ? cause.class : 'crashed';
}

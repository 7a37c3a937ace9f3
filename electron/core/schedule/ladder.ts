/** What becomes of a segment whose batch got no answer: half the size, then alone and elsewhere, then given up. */
import type { FailedKind } from '../../contract/workerMessages.ts';

/** What a segment has been through. */
export interface Standing {
  /** Batches with it that were refused. */
  readonly failures: number;
  /** Goes in a batch of its own: it was in batches that got no answer. */
  readonly isAlone: boolean;
  /** Ran out of memory there, and is tried once more there while that instance can work; null: anywhere. */
  readonly retryOn: string | null;
  /** Failed there again: goes elsewhere where there is an elsewhere. */
  readonly avoids: string | null;
}

export interface Refusal {
  /** gone: its worker died with it. dropped: it was taken back. */
  readonly kind: FailedKind | 'gone' | 'dropped';
  readonly instanceId: string;
  /** The batch held this segment only. */
  readonly wasAlone: boolean;
}

export const firstStanding: Standing = { failures: 0, isAlone: false, retryOn: null, avoids: null };

/** So many deaths of workers charged to a job, and the file itself is to blame. */
export const deathsToQuarantine = 2;

/** A segment no instance answers becomes a hole; with more of them, and none that has an answer, something is wrong with more than the segments. */
export const mostHoles = 3;

/** null: no instance can answer it. */
export function stepRefused(standing: Standing, { kind, instanceId, wasAlone }: Refusal): Standing | null {
  if (kind === 'gone' || kind === 'dropped') return standing;
  const failures = standing.failures + 1;
  // Alone it failed as often as makes sense: an input that is refused stays refused.
  if (wasAlone && (kind === 'input' || (standing.isAlone && failures >= 2))) return null;
  // Out of memory: half the size there once, since the cap has been halved.
  if (kind === 'oom' && failures === 1) {
    return { failures, isAlone: false, retryOn: instanceId, avoids: null };
  }
  return { failures, isAlone: true, retryOn: null, avoids: instanceId };
}

/** What happened to a job's batches, as its user may read it. */
import type { BatchTrouble } from '../../contract/job.ts';
import type { Refusal, Standing } from './ladder.ts';

/** A file that meets more keeps the newest: its list is for reading. */
const mostTroubles = 20;

export function noteTroubles(
  before: readonly BatchTrouble[],
  met: readonly BatchTrouble[],
): readonly BatchTrouble[] {
  return met.length === 0 ? before : [...before, ...met].slice(-mostTroubles);
}

/** What a segment's new standing means for it; null: nothing that anybody has to know of. */
export function nameNext(kind: Refusal['kind'], standing: Standing | null): BatchTrouble['next'] | null {
  if (kind === 'gone' || kind === 'dropped') return null;
  if (standing === null) return 'left-out';
  return standing.isAlone ? 'alone' : 'half';
}

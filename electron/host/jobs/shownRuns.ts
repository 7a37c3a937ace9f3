/** The jobs a snapshot shows: with ten thousand of them it would hold the event loop up, and the panel with it. */
import { countedAs } from '../../core/schedule/jobState.ts';
import type { JobRun } from './jobRun.ts';

/** Of those that only wait; the others are counted, and listed by pages. */
const mostWaitingShown = 500;

/** All that are under way, and of those that wait the first accepted. */
export function pickShown(runs: Iterable<JobRun>): JobRun[] {
  let left = mostWaitingShown;
  return [...runs].filter(({ record }) => {
    const counted = countedAs(record.state);
    if (counted !== 'waiting') return counted === 'active';
    left -= 1;
    return left >= 0;
  });
}

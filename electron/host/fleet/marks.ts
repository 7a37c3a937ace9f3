/** What happened to instances and cards, kept for the charts and told to the panels. */
import type { FleetMark } from '../../contract/machine.ts';
import type { Clock, Emit, Marks } from '../ports.ts';

const DAY_MS = 24 * 3_600_000;
/** A fleet in trouble makes some marks a minute; a day of charts shows no more than these. */
export const MOST_MARKS = 2_000;

export function createMarks({ clock, emit }: { readonly clock: Clock; readonly emit: Emit }): Marks {
  let kept: readonly FleetMark[] = [];
  return {
    mark: (kind, instanceId, gpuUuid) => {
      const mark: FleetMark = { at: clock.now(), kind, instanceId, gpuUuid };
      kept = [...kept.filter(({ at }) => at > mark.at - DAY_MS).slice(1 - MOST_MARKS), mark];
      emit({ type: 'fleet.marked', mark });
    },
    between: (fromMs, untilMs) => kept.filter(({ at }) => at >= fromMs && at <= untilMs),
  };
}

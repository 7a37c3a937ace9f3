import { useMemo } from 'react';
import type { PlacedInstance } from '../state/placed.ts';
import { useTexts } from '../texts/useTexts.ts';
import type { SeriesNames } from './chartPlan.ts';

/** Words of the series that are no instance. */
export function useSeriesNames(): SeriesNames {
  const { chart } = useTexts();
  return useMemo(
    () => ({
      used: chart.used,
      strangers: chart.strangers,
      rest: chart.rest,
      host: chart.host,
      fronts: chart.fronts,
      vram: chart.vram,
      rss: chart.rss,
    }),
    [chart],
  );
}

export function useInstanceNames(instances: readonly PlacedInstance[]): ReadonlyMap<string, string> {
  return useMemo(() => new Map(instances.map(({ id, name }) => [id, name])), [instances]);
}

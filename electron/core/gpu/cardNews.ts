/** What happened to cards between two answers: lost ones and those found again. */
import type { GpuReading } from '../../contract/gpu.ts';

export interface CardNews {
  readonly kind: 'card-lost' | 'card-found';
  readonly gpuUuid: string;
}

/** Every card ever seen, by UUID: whether it was there and well at the newest answer. */
export type KnownCards = ReadonlyMap<string, boolean>;

/** `known` null: the first answer, in which nothing has happened yet. A card whose fields read as errors is still there. */
export function foldCards(
  known: KnownCards | null,
  readings: readonly GpuReading[],
): { readonly known: KnownCards; readonly news: readonly CardNews[] } {
  const here = readings.map(
    ({ uuid, health }) => [uuid, health !== 'lost' && health !== 'needs-reset'] as const,
  );
  const now = new Map([...[...(known ?? [])].map(([uuid]) => [uuid, false] as const), ...here]);
  if (known === null) return { known: now, news: [] };
  const news = [...now].flatMap(([gpuUuid, isHere]): CardNews[] => {
    if (isHere === (known.get(gpuUuid) ?? false)) return [];
    return [{ kind: isHere ? 'card-found' : 'card-lost', gpuUuid }];
  });
  return { known: now, news };
}

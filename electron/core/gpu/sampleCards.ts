/** The cards as one moment of the charts. */
import type { GpusView, Ledger } from '../../contract/gpu.ts';
import type { CardSample } from '../../contract/machine.ts';

/** MiB an instance holds, and of which card. */
export interface CardShare {
  readonly vramMiB: number;
  readonly gpuUuid: string;
}

export interface CardsSampled {
  readonly samples: CardSample[];
  /** By instance, where its share is known. */
  readonly shares: ReadonlyMap<string, CardShare>;
}

/** None while the figures are stale: a chart has a gap there, not a line drawn on. */
export function sampleCards({ cards, isStale }: GpusView): CardsSampled {
  if (isStale) return { samples: [], shares: new Map() };
  const samples = cards.map(({ reading, ledger }) => ({
    uuid: reading.uuid,
    totalMiB: ledger.totalMiB,
    usedMiB: ledger.usedMiB,
    strangersMiB: addStrangers(ledger),
    restMiB: ledger.parts.find((part) => part.kind === 'rest')?.memoryMiB ?? null,
    utilisationPercent: reading.utilisationPercent,
    temperatureC: reading.temperatureC,
    powerW: reading.powerW,
  }));
  const known = cards.flatMap(({ reading: { uuid }, ledger }) =>
    ledger.parts.flatMap((part) =>
      part.kind !== 'instance' || part.memoryMiB === null
        ? []
        : [[part.instanceId, { vramMiB: part.memoryMiB, gpuUuid: uuid }] as const],
    ),
  );
  return { samples, shares: new Map(known) };
}

/** 0 where there are none; null where none of them can be measured. */
function addStrangers({ parts }: Ledger): number | null {
  const strangers = parts.filter((part) => part.kind === 'stranger');
  const known = strangers.flatMap(({ memoryMiB }) => (memoryMiB === null ? [] : [memoryMiB]));
  if (strangers.length > 0 && known.length === 0) return null;
  return known.reduce((sum, mib) => sum + mib, 0);
}

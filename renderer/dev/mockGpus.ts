/** Made-up cards, and the ledger that their processes add up to. */
import type { CardView, Figure, GpuReading, GpusView, LedgerPart } from '../../electron/contract/gpu.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';

/** A UUID as the driver prints them, the same on every visit. */
export function cardUuid(index: number): string {
  const hex = (index + 10).toString(16).padStart(2, '0').repeat(16);
  return `GPU-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function makeReading(index: number, over: Partial<GpuReading>): GpuReading {
  return {
    index,
    uuid: cardUuid(index),
    name: 'NVIDIA GeForce RTX 4090',
    pciBusId: `00000000:${(index * 0x20 + 1).toString(16).padStart(2, '0').toUpperCase()}:00.0`,
    memoryTotalMiB: 24_564,
    memoryReservedMiB: 510,
    memoryUsedMiB: 0,
    memoryFreeMiB: 24_564,
    utilisationPercent: 71 - index * 9,
    temperatureC: 67 - index * 2,
    powerW: 301.5 - index * 22,
    powerLimitW: 450,
    fanPercent: 54,
    pstate: 'P2',
    driverVersion: '570.86.15',
    migMode: 'Disabled',
    driverModel: { unknown: 'not-available' },
    computeCapability: 8.9,
    health: 'good',
    ...over,
  };
}

/** A process of somebody else. */
export function stranger(pid: number, name: string, memoryMiB: number | null): LedgerPart {
  return {
    kind: 'stranger',
    pid,
    name,
    memoryMiB,
    basis: memoryMiB === null ? 'not-measurable' : 'measured',
  };
}

function isNumber(figure: Figure): figure is number {
  return typeof figure === 'number';
}

/** A card with what its instances, strangers and the driver hold. */
export function makeCard(
  reading: GpuReading,
  instances: readonly InstanceView[],
  over: Partial<CardView> & { readonly strangers?: readonly LedgerPart[] } = {},
): CardView {
  const { strangers = [], ...rest } = over;
  const ours = instances
    .filter(({ gpuUuid }) => gpuUuid === reading.uuid)
    .map(({ spec, pid, vram }): LedgerPart => {
      const basis = vram?.basis ?? 'not-measurable';
      return { kind: 'instance', instanceId: spec.id, pid, memoryMiB: vram?.memoryMiB ?? null, basis };
    });
  const restMiB = 612;
  const parts: LedgerPart[] = [
    ...ours,
    ...strangers,
    { kind: 'rest', memoryMiB: restMiB, basis: 'measured' },
  ];
  const used = parts.reduce((sum, part) => sum + (part.memoryMiB ?? 0), 0);
  const total = reading.memoryTotalMiB;
  const isKnown = isNumber(total) && isNumber(reading.memoryUsedMiB);
  const usedMiB = isKnown ? used : reading.memoryUsedMiB;
  const freeMiB = isKnown ? total - used : reading.memoryFreeMiB;
  return {
    reading: { ...reading, memoryUsedMiB: usedMiB, memoryFreeMiB: freeMiB },
    ledger: { usedMiB, totalMiB: total, freeMiB, parts: isKnown ? parts : [], isSampledApart: false },
    slices: [],
    isBlamed: false,
    ...rest,
  };
}

export function makeGpus(cards: readonly CardView[], over: Partial<GpusView> = {}): GpusView {
  return {
    source: '/usr/bin/nvidia-smi',
    isSimulated: false,
    fault: null,
    sampledAt: Date.now(),
    isStale: false,
    cards: [...cards],
    ...over,
  };
}

/** A box without nvidia-smi. */
export const noGpus: GpusView = {
  source: null,
  isSimulated: false,
  fault: { fault: 'not-installed', words: 'spawn nvidia-smi ENOENT' },
  sampledAt: null,
  isStale: false,
  cards: [],
};

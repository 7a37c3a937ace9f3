/** Cards as the panel shows them. Every figure is a number or the reason it is unknown; unknown is never 0. */
import { z } from 'zod';

/** Why a figure is not there, after the words nvidia-smi uses for it. */
export const unknownReason = z.enum([
  'not-available',
  'not-supported',
  'no-permission',
  'deprecated',
  'error',
  'gpu-lost',
  'needs-reset',
  'unparsable',
  'not-asked',
]);

const unknownFigure = z.object({ unknown: unknownReason });
export const figure = z.union([z.number(), unknownFigure]);
export const label = z.union([z.string(), unknownFigure]);

/** `lost` and `needs-reset` are health, not absence. */
export const gpuHealth = z.enum(['good', 'lost', 'needs-reset', 'error']);

/** One card as one probe saw it. */
export const gpuReading = z.object({
  index: z.int().nullable(),
  uuid: z.string(),
  name: label,
  pciBusId: label,
  memoryTotalMiB: figure,
  memoryReservedMiB: figure,
  memoryUsedMiB: figure,
  memoryFreeMiB: figure,
  utilisationPercent: figure,
  temperatureC: figure,
  powerW: figure,
  powerLimitW: figure,
  fanPercent: figure,
  pstate: label,
  driverVersion: label,
  migMode: label,
  driverModel: label,
  computeCapability: figure,
  health: gpuHealth,
});

/** A process on a card. Under WDDM, WSL2 and in containers its memory, or itself, may be unknown. */
export const gpuProcess = z.object({
  gpuUuid: z.string(),
  pid: z.union([z.int(), unknownFigure]),
  name: label,
  memoryMiB: figure,
});

/** A slice of a card, as `nvidia-smi -L` lists them. */
export const migDevice = z.object({ gpuUuid: z.string(), uuid: z.string(), profile: z.string() });

export type UnknownReason = z.infer<typeof unknownReason>;
export type Figure = z.infer<typeof figure>;
export type Label = z.infer<typeof label>;
export type GpuHealth = z.infer<typeof gpuHealth>;
export type GpuReading = z.infer<typeof gpuReading>;
export type GpuProcess = z.infer<typeof gpuProcess>;
export type MigDevice = z.infer<typeof migDevice>;

/** How a part of the ledger is known. */
export const ledgerBasis = z.enum(['measured', 'estimated', 'not-measurable']);

/** Who holds a share of a card's memory; memoryMiB null where nobody can tell. */
export const ledgerPart = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('instance'),
    instanceId: z.string(),
    pid: z.int().nullable(),
    memoryMiB: z.number().nullable(),
    basis: ledgerBasis,
  }),
  z.object({
    kind: z.literal('stranger'),
    pid: z.int().nullable(),
    name: label,
    memoryMiB: z.number().nullable(),
    basis: ledgerBasis,
  }),
  /** Driver, contexts and whatever nvidia-smi does not list. */
  z.object({ kind: z.literal('rest'), memoryMiB: z.number(), basis: ledgerBasis }),
]);

/** Parts sum to usedMiB; isSampledApart where the parts, read at another moment, came to more and the rest was clamped at 0. */
export const ledger = z.object({
  usedMiB: figure,
  totalMiB: figure,
  freeMiB: figure,
  parts: z.array(ledgerPart),
  isSampledApart: z.boolean(),
});

/** What a start on a card would meet. */
export const admission = z.object({
  verdict: z.enum(['fits', 'tight', 'refused', 'unknown']),
  needMiB: z.number(),
  /** learned: from this card's own peaks; guess: from the model's size. */
  needBasis: z.enum(['learned', 'guess']),
  freeMiB: figure,
  /** Taken off freeMiB for instances that are still loading. */
  promisedMiB: z.number(),
  /** Who holds the most, largest first. */
  holders: z.array(ledgerPart),
});

/** A card as the panel shows it. isBlamed: at least two of its workers, and half of them, failed lately: look at the card first. */
export const cardView = z.object({
  reading: gpuReading,
  ledger,
  slices: z.array(migDevice),
  isBlamed: z.boolean(),
});

/** Why there are no cards to show; words are nvidia-smi's own. */
export const gpuFault = z.object({
  fault: z.enum([
    'not-installed',
    'driver-not-loaded',
    'version-mismatch',
    'no-devices',
    'no-permission',
    'unknown-field',
    'gpu-lost',
    'needs-reset',
    'nvml-failed',
    'timed-out',
    'failed',
  ]),
  words: z.string(),
});

export const gpusView = z.object({
  /** Where the figures come from: the program's path, or null where there is none. */
  source: z.string().nullable(),
  /** The cards are made up, by --simulate-box. */
  isSimulated: z.boolean(),
  fault: gpuFault.nullable(),
  /** ms since the epoch of the newest answer; null before the first. */
  sampledAt: z.number().nullable(),
  /** Set after two polls without an answer: the cards are as they were at sampledAt. */
  isStale: z.boolean(),
  cards: z.array(cardView),
});

export type LedgerBasis = z.infer<typeof ledgerBasis>;
export type LedgerPart = z.infer<typeof ledgerPart>;
export type Ledger = z.infer<typeof ledger>;
export type Admission = z.infer<typeof admission>;
export type CardView = z.infer<typeof cardView>;
export type GpuFault = z.infer<typeof gpuFault>;
export type GpusView = z.infer<typeof gpusView>;

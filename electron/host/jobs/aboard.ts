/** Batches under way on the instances, in the order they were sent. */
import type { BatchCap } from '../../core/schedule/batchCap.ts';
import { firstCap } from '../../core/schedule/batchCap.ts';
import type { JobRun, RunSegment } from './jobRun.ts';
import type { Recogniser } from '../ports.ts';

export interface BatchPart {
  readonly run: JobRun;
  readonly segment: RunSegment;
  /** Deaths charged to the job when this was sent: workers that die together are one death. */
  readonly deathsBefore: number;
}

export interface Batch {
  readonly id: string;
  readonly instanceId: string;
  readonly deviceName: string;
  readonly isSimulated: boolean;
  readonly batchSizeS: number;
  readonly parts: readonly BatchPart[];
  /** Segments × the longest of them, s. */
  readonly paddedS: number;
}

export function runsOf(batch: Batch): Set<JobRun> {
  return new Set(batch.parts.map(({ run }) => run));
}

export interface Aboard {
  capOf(recogniser: Pick<Recogniser, 'instanceId' | 'batchSizeS'>): BatchCap;
  setCap(instanceId: string, cap: BatchCap): void;
  /** Sum of the speeds learned of these instances; of one new instance where there is none. */
  speedX(recognisers: readonly Recogniser[]): number;
  add(batch: Batch): void;
  /** Its worker died: was this the batch being computed? Those behind it only waited, and are spared. */
  isToBlame(batch: Batch): boolean;
  drop(batch: Batch): void;
  on(instanceId: string): readonly Batch[];
  all(): readonly Batch[];
}

export function createAboard(): Aboard {
  const caps = new Map<string, BatchCap>();
  const lines = new Map<string, Batch[]>();
  const spared = new WeakSet<Batch>();

  const capOf: Aboard['capOf'] = ({ instanceId, batchSizeS }) => {
    const known = caps.get(instanceId) ?? firstCap(batchSizeS);
    return known.paddedS > batchSizeS ? { ...known, paddedS: batchSizeS } : known;
  };
  return {
    capOf,
    setCap: (instanceId, cap) => void caps.set(instanceId, cap),
    speedX: (recognisers) =>
      recognisers.reduce((sum, recogniser) => sum + capOf(recogniser).speedX, 0) || firstCap(1).speedX,
    add(batch) {
      const line = lines.get(batch.instanceId) ?? [];
      lines.set(batch.instanceId, [...line, batch]);
    },
    isToBlame(batch) {
      const [head, ...behind] = lines.get(batch.instanceId) ?? [];
      if (head !== batch || spared.has(batch)) return false;
      for (const other of behind) spared.add(other);
      return true;
    },
    drop(batch) {
      lines.set(batch.instanceId, lines.get(batch.instanceId)?.filter((other) => other !== batch) ?? []);
    },
    on: (instanceId) => lines.get(instanceId) ?? [],
    all: () => [...lines.values()].flat(),
  };
}

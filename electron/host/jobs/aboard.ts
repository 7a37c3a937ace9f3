/** Batches under way on the instances, in the order they were sent. */
import type { BatchCap } from '../../core/schedule/batchCap.ts';
import { firstCap, fitCap } from '../../core/schedule/batchCap.ts';
import { opensAtS } from '../../core/schedule/line.ts';
import { envelopeKey } from './envelopes.ts';
import type { Envelopes } from './envelopes.ts';
import type { JobRun, RunSegment } from './jobRun.ts';
import type { Recogniser } from '../ports.ts';

export interface BatchPart {
  readonly run: JobRun;
  readonly segment: RunSegment;
  /** Deaths charged to the job when this was sent: workers that die together are one death. */
  readonly deathsBefore: number;
}

export interface Batch extends Omit<Recogniser, 'aboard' | 'modelId' | 'readsFbank'> {
  readonly id: string;
  readonly parts: readonly BatchPart[];
  /** Of its segments, s; none is nothing. */
  readonly lengthsS: readonly number[];
  /** Segments × the longest of them, s. */
  readonly paddedS: number;
}

export function runsOf(batch: Batch): Set<JobRun> {
  return new Set(batch.parts.map(({ run }) => run));
}

/** Who sits where, with which model. */
export type CapSeat = Pick<Recogniser, 'instanceId' | 'batchSizeS' | 'deviceKey' | 'modelKey'>;

export interface AboardPorts {
  readonly envelopes: Envelopes;
  readonly nowS: () => number;
  /** What is known of the instance's batches is news. */
  readonly onLearned: (seat: CapSeat, cap: BatchCap) => void;
}

export interface Aboard {
  /** As learned since it works, else as remembered of its device and model. */
  capOf(seat: CapSeat): BatchCap;
  setCap(seat: CapSeat, cap: BatchCap): void;
  /** Sum of the speeds learned of these instances; of one new instance where there is none. */
  speedX(recognisers: readonly Recogniser[]): number;
  add(batch: Batch): void;
  /** Its worker died: was this the batch being computed? Those behind it only waited, and are spared. */
  isToBlame(batch: Batch): boolean;
  drop(batch: Batch): void;
  on(instanceId: string): readonly Batch[];
  /** From when on it takes another batch, s on the same clock as the ports' `nowS`; `aboard`: by the worker's own count. */
  opensAtS(seat: CapSeat, aboard: number): number;
  all(): readonly Batch[];
}

export function createAboard({ envelopes, nowS, onLearned }: AboardPorts): Aboard {
  const caps = new Map<string, { readonly key: string; readonly cap: BatchCap }>();
  const spared = new WeakSet<Batch>();
  const { headBeganS, ...lines } = createLines(nowS);

  const capOf: Aboard['capOf'] = (seat) => {
    const key = envelopeKey(seat);
    const known = caps.get(seat.instanceId);
    if (known?.key === key) return fitCap(known.cap, seat.batchSizeS);
    const cap = fitCap(envelopes.find(key) ?? firstCap(seat.batchSizeS), seat.batchSizeS);
    caps.set(seat.instanceId, { key, cap });
    onLearned(seat, cap);
    return cap;
  };
  return {
    ...lines,
    capOf,
    setCap(seat, cap) {
      const key = envelopeKey(seat);
      caps.set(seat.instanceId, { key, cap });
      envelopes.learn(key, cap);
      onLearned(seat, cap);
    },
    speedX: (recognisers) =>
      recognisers.reduce((sum, recogniser) => sum + capOf(recogniser).speedX, 0) || firstCap(1).speedX,
    isToBlame(batch) {
      const [head, ...behind] = lines.on(batch.instanceId);
      if (head !== batch || spared.has(batch)) return false;
      for (const other of behind) spared.add(other);
      return true;
    },
    opensAtS(seat, aboard) {
      const line = lines.on(seat.instanceId);
      const head = { headBeganS: headBeganS(seat.instanceId), headPaddedS: line[0]?.paddedS ?? 0 };
      return opensAtS({ length: Math.max(aboard, line.length), ...head }, capOf(seat).speedX);
    },
  };
}

/** The batches of each instance, and when the one it computes was begun. */
function createLines(nowS: () => number): Pick<Aboard, 'add' | 'drop' | 'on' | 'all'> & {
  headBeganS(instanceId: string): number;
} {
  const lines = new Map<string, readonly Batch[]>();
  const begunS = new Map<string, number>();
  const on = (instanceId: string): readonly Batch[] => lines.get(instanceId) ?? [];
  return {
    on,
    all: () => [...lines.values()].flat(),
    headBeganS: (instanceId) => begunS.get(instanceId) ?? 0,
    add(batch) {
      const { instanceId } = batch;
      if (on(instanceId).length === 0) begunS.set(instanceId, nowS());
      lines.set(instanceId, [...on(instanceId), batch]);
    },
    drop(batch) {
      const { instanceId } = batch;
      if (on(instanceId)[0] === batch) begunS.set(instanceId, nowS());
      lines.set(
        instanceId,
        on(instanceId).filter((other) => other !== batch),
      );
    },
  };
}

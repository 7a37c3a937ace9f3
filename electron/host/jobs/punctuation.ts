/** Punctuates one job in file order, as far as its results reach without a gap. */
import { planSlice } from '../../core/schedule/punctPlan.ts';
import type { PunctSlice } from '../../core/schedule/punctPlan.ts';
import { rankRun } from './idleLine.ts';
import { isAnswered, isRecognised } from './jobRun.ts';
import type { JobRun } from './jobRun.ts';
import type { FrontPool } from '../ports.ts';
import type { RunTable } from './runTable.ts';

export interface PunctuationPorts {
  readonly table: RunTable;
  readonly frontPool: FrontPool;
  /** Of the fleet. */
  readonly speedX: () => number;
  readonly onPunctuated: (run: JobRun) => void;
}

export function mayPunctuate(run: JobRun): boolean {
  return !run.isPunctuating && !run.isEnding && nextSlice(run) !== null;
}

/** All slices that are there, each journaled with its carry, the last with the job's end. Throws WorkerRefused. */
export async function punctuateRun(run: JobRun, ports: PunctuationPorts): Promise<void> {
  run.isPunctuating = true;
  try {
    for (let slice = nextSlice(run); slice !== null; slice = nextSlice(run)) {
      const { epoch } = run;
      const { punct, carry } = await askFront(run, slice, ports);
      if (run.isEnding || run.abort.signal.aborted || run.epoch !== epoch) return;
      const marks = {
        punct: [...run.record.punct, ...punct],
        punctCarry: slice.last ? null : carry,
        punctSegments: slice.toSegment,
        isPunctuated: slice.last,
      };
      // Nothing is left to do but to end the job, which writes them down.
      if (slice.last) ports.table.note(run, marks);
      else await ports.table.patch(run, marks);
      ports.onPunctuated(run);
    }
  } finally {
    run.isPunctuating = false;
  }
}

async function askFront(
  run: JobRun,
  { tokens, last }: PunctSlice,
  { frontPool, speedX }: PunctuationPorts,
): Promise<{ punct: readonly string[]; carry: string | null }> {
  const carry = run.record.punctCarry;
  if (tokens.length === 0 && carry === null) return { punct: [], carry };
  return frontPool.punctuate({ tokens, carry, last }, run.abort.signal, rankRun(run, speedX()));
}

/** Segments that no instance could answer have no tokens and hold nothing up. */
function nextSlice(run: JobRun): PunctSlice | null {
  if (run.record.isPunctuated) return null;
  return planSlice({
    fromSegment: run.record.punctSegments,
    segments: run.segments.length,
    isComplete: isRecognised(run),
    tokensOf: (index) => {
      const segment = run.segments[index];
      return segment && isAnswered(segment) ? (segment.result?.tokens ?? []) : null;
    },
  });
}

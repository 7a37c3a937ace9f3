/** The answer to the question for cards: readings, or why there are none. An answer without a single card is no answer. */
import type { GpuReading } from '../../contract/gpu.ts';
import { parseGpuTable } from './gpuText.ts';
import { foldProbe } from './gpuVerdict.ts';
import type { ProbeRun, ProbeVerdict } from './gpuVerdict.ts';

export interface CardsAnswer {
  /** null: there are readings. */
  readonly fault: ProbeVerdict | null;
  readonly readings: readonly GpuReading[];
}

export function foldCardsAnswer(run: ProbeRun): CardsAnswer {
  const fault = foldProbe(run);
  if (fault !== null) return { fault, readings: [] };
  const { gpus, oddities } = parseGpuTable(run.stdout);
  if (gpus.length > 0) return { fault: null, readings: gpus };
  // A driver with no card prints the header alone, or nothing but words; nothing at all, or noise, tells of no card.
  const isHeaderAlone = oddities.length === 0 && run.stdout.trim() !== '';
  const words = oddities[0]?.trim() ?? '';
  return { fault: { fault: isHeaderAlone ? 'no-devices' : 'failed', words, field: null }, readings: [] };
}

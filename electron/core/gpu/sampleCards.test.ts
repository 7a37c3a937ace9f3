import { expect, test } from 'vitest';
import type { GpuProcess, GpuReading, GpusView } from '../../contract/gpu.ts';
import { queryHeader, queryRows } from './gpuRecorded.ts';
import { parseGpuTable } from './gpuText.ts';
import { foldLedger } from './ledger.ts';
import type { CardWorker } from './ledger.ts';
import { sampleCards } from './sampleCards.ts';

const recorded = parseGpuTable(`${queryHeader}\n${queryRows[0]?.[2] ?? ''}`).gpus[0];

function view(
  over: Partial<GpuReading>,
  processes: readonly GpuProcess[],
  workers: readonly CardWorker[] = [],
): GpusView {
  if (recorded === undefined) throw new Error('The first recorded row is no card.');
  const reading = { ...recorded, uuid: 'GPU-a', memoryUsedMiB: 10_000, memoryTotalMiB: 24_576, ...over };
  const ledger = foldLedger({ reading, processes, workers });
  const source = { source: 'nvidia-smi', isSimulated: false, fault: null, sampledAt: 1, isStale: false };
  return { ...source, cards: [{ reading, ledger, slices: [], isBlamed: false }] };
}

const process = (pid: number, memoryMiB: GpuProcess['memoryMiB']): GpuProcess => ({
  ...{ gpuUuid: 'GPU-a', pid, name: 'python', memoryMiB },
});
const worker: CardWorker = { instanceId: 'one', pid: 1, reservedMiB: null };

test('ours by instance, strangers together, the rest: they come to what is used', () => {
  const { samples, shares } = sampleCards(
    view({}, [process(1, 3_000), process(2, 4_000), process(3, 1_000)], [worker]),
  );
  expect(samples).toMatchObject([{ uuid: 'GPU-a', usedMiB: 10_000, strangersMiB: 5_000, restMiB: 2_000 }]);
  expect([...shares]).toEqual([['one', { vramMiB: 3_000, gpuUuid: 'GPU-a' }]]);
});

test('what nobody can measure is unknown, never 0', () => {
  const unknown = { unknown: 'not-available' } as const;
  const { samples, shares } = sampleCards(
    view(
      { memoryUsedMiB: unknown, temperatureC: unknown },
      [process(1, unknown), process(2, unknown)],
      [worker],
    ),
  );
  expect(samples[0]).toMatchObject({
    usedMiB: unknown,
    temperatureC: unknown,
    strangersMiB: null,
    restMiB: null,
  });
  expect(shares.size).toBe(0);
});

test('while figures are stale there is nothing to draw', () => {
  const { samples, shares } = sampleCards({ ...view({}, [process(1, 3_000)], [worker]), isStale: true });
  expect(samples).toEqual([]);
  expect(shares.size).toBe(0);
});

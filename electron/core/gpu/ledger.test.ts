import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { GpuProcess, GpuReading, Ledger } from '../../contract/gpu.ts';
import { findNeed, guessNeed, judgeAdmission, learnPeak } from './admission.ts';
import { queryHeader, queryRows } from './gpuRecorded.ts';
import { parseGpuTable } from './gpuText.ts';
import { foldLedger } from './ledger.ts';

function readCard(over: Partial<GpuReading>): GpuReading {
  const [card] = parseGpuTable(`${queryHeader}\n${queryRows[7]?.[2] ?? ''}`).gpus;
  if (card === undefined) throw new Error('no recorded card');
  return { ...card, uuid: 'GPU-a', ...over };
}

const row = (pid: number, name: string, memoryMiB: GpuProcess['memoryMiB']): GpuProcess => ({
  gpuUuid: 'GPU-a',
  pid,
  name,
  memoryMiB,
});

test('our instances by pid, a stranger by name, and the rest sum to what is used', () => {
  const ledger = foldLedger({
    reading: readCard({ memoryUsedMiB: 24_000 }),
    processes: [
      row(10, 'python', 3_000),
      row(99, 'train.py', 20_000),
      { ...row(5, 'other card', 7), gpuUuid: 'GPU-b' },
    ],
    workers: [{ instanceId: 'one', pid: 10, reservedMiB: 2_600 }],
  });
  expect(ledger.parts).toEqual([
    { kind: 'instance', instanceId: 'one', pid: 10, memoryMiB: 3_000, basis: 'measured' },
    { kind: 'stranger', pid: 99, name: 'train.py', memoryMiB: 20_000, basis: 'measured' },
    { kind: 'rest', memoryMiB: 1_000, basis: 'measured' },
  ]);
});

test('under WDDM and in containers the worker’s own figure serves, marked as an estimate', () => {
  const processes = [row(10, 'python', { unknown: 'not-available' })];
  const workers = [
    { instanceId: 'one', pid: 10, reservedMiB: 2_600 },
    { instanceId: 'two', pid: 11, reservedMiB: null },
  ];
  const { parts } = foldLedger({ reading: readCard({ memoryUsedMiB: 9_000 }), processes, workers });
  expect(parts).toMatchObject([
    { instanceId: 'one', memoryMiB: 3_000, basis: 'estimated' },
    { instanceId: 'two', memoryMiB: null, basis: 'not-measurable' },
    { kind: 'rest', memoryMiB: 6_000, basis: 'estimated' },
  ]);
});

test('whatever is sampled, parts are never negative and sum to used, or it is said that they were sampled apart', () => {
  const memory = fc.integer({ min: 0, max: 80_000 });
  fc.assert(
    fc.property(memory, fc.array(memory, { maxLength: 8 }), (usedMiB, held) => {
      const processes = held.map((memoryMiB, at) => row(at + 1, `p${at}`, memoryMiB));
      const ledger = foldLedger({ reading: readCard({ memoryUsedMiB: usedMiB }), processes, workers: [] });
      const sum = ledger.parts.reduce((total, part) => total + (part.memoryMiB ?? 0), 0);
      expect(ledger.parts.every((part) => (part.memoryMiB ?? 0) >= 0)).toBe(true);
      if (ledger.isSampledApart) expect(sum).toBeGreaterThan(usedMiB);
      else expect(sum).toBe(usedMiB);
    }),
  );
});

const key = { gpuName: 'NVIDIA L40S', modelKey: 'abc', precision: 'bf16', batchSizeS: 300 };

function withFree(freeMiB: Ledger['freeMiB']): Ledger {
  const processes = [row(99, 'train.py', 20_000), row(7, 'Xorg', 120)];
  return foldLedger({
    reading: readCard({ memoryUsedMiB: 21_000, memoryFreeMiB: freeMiB }),
    processes,
    workers: [],
  });
}

test('a start that cannot fit is refused and names who holds the most', () => {
  const learned = findNeed(learnPeak(new Map(), key, 5_000), key, 880);
  expect(learned).toEqual({ needMiB: 5_000, basis: 'learned' });
  const refused = judgeAdmission(withFree(3_500), learned, 0);
  expect(refused.verdict).toBe('refused');
  expect(refused.holders[0]).toMatchObject({
    kind: 'stranger',
    pid: 99,
    name: 'train.py',
    memoryMiB: 20_000,
  });
  expect(judgeAdmission(withFree(12_000), learned, 0).verdict).toBe('fits');
  expect(judgeAdmission(withFree(12_000), learned, 7_000).verdict).toBe('tight');
  expect(judgeAdmission(withFree(12_000), learned, 7_001).verdict).toBe('refused');
});

test('unknown memory is no refusal, and a mere guess warns before it refuses', () => {
  const guess = findNeed(new Map(), key, 880);
  expect(guess).toEqual({ needMiB: guessNeed(880, 'bf16', 300), basis: 'guess' });
  expect(judgeAdmission(withFree({ unknown: 'not-available' }), guess, 0).verdict).toBe('unknown');
  expect(judgeAdmission(withFree(guess.needMiB - 100), guess, 0).verdict).toBe('tight');
  expect(judgeAdmission(withFree(200), guess, 0).verdict).toBe('refused');
});

test('a learned peak only grows', () => {
  const peaks = learnPeak(learnPeak(new Map(), key, 5_000), key, 4_000);
  expect(findNeed(peaks, key, 880).needMiB).toBe(5_000);
});

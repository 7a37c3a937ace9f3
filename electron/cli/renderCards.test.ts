import { expect, test } from 'vitest';
import type { GpusView, LedgerPart } from '../contract/gpu.ts';
import type { InstanceView } from '../contract/instance.ts';
import { sampleInstance } from '../host/doors/standIns.ts';
import { renderCards } from './renderCards.ts';
import { renderInstance } from './renderInstance.ts';

const unknown = { unknown: 'not-available' } as const;
const stranger: LedgerPart = {
  ...{ kind: 'stranger', pid: 77, name: 'train, v2', memoryMiB: 20_480, basis: 'measured' },
};
const view: GpusView = {
  ...{ source: 'nvidia-smi', isSimulated: false, fault: null, sampledAt: 0, isStale: false },
  cards: [
    {
      reading: {
        ...{ index: 1, uuid: 'GPU-b', name: 'NVIDIA L40S', pciBusId: unknown, health: 'good' },
        ...{ memoryTotalMiB: 46_068, memoryUsedMiB: 20_480, memoryFreeMiB: 25_000 },
        ...{ memoryReservedMiB: unknown, utilisationPercent: unknown, temperatureC: 40.4, powerW: 99.5 },
        ...{ powerLimitW: 350, fanPercent: unknown, pstate: unknown, driverVersion: unknown },
        ...{ migMode: unknown, driverModel: unknown, computeCapability: 8.9 },
      },
      ledger: {
        ...{ usedMiB: 20_480, totalMiB: 46_068, freeMiB: 25_000, isSampledApart: false },
        parts: [stranger, { kind: 'rest', memoryMiB: 0, basis: 'measured' }],
      },
      ...{ slices: [{ gpuUuid: 'GPU-b', uuid: 'MIG-b', profile: '3g.40gb' }], isBlamed: false },
    },
  ],
};

test('a card with its figures, unknown ones as such, and who else is on it', () => {
  expect(renderCards(view, 'en')).toEqual([
    '  card 1: NVIDIA L40S · 20480 of 46068 MiB · 25000 MiB free · ? % · 40 °C · 100 W · GPU-b',
    '    held by another program: train, v2 (pid 77) 20480 MiB',
  ]);
});

test('a lost card, old figures and a simulated box are said in both languages', () => {
  const cards = view.cards.map((card) => ({
    ...card,
    reading: { ...card.reading, health: 'lost' as const },
  }));
  const ill = { ...view, cards, isSimulated: true, isStale: true };
  expect(renderCards(ill, 'en').join('\n')).toMatch(/^SIMULATED[^]*LOST[^]*since 1970-01-01T00:00:00/);
  expect(renderCards(ill, 'zh-CN').join('\n')).toMatch(/^SIMULATED（模拟）[^]*已丢失[^]*1970-01-01T00:00:00/);
});

test.each([
  [{ kind: 'gpu', uuid: 'GPU-b' }, 'x: ready · card 1 NVIDIA L40S · VRAM 3000 MiB (estimated) · pid 1'],
  [{ kind: 'mig', uuid: 'MIG-b' }, 'x: ready · card 1 NVIDIA L40S · VRAM 3000 MiB (estimated) · pid 1'],
  [{ kind: 'gpu', uuid: 'GPU-c' }, 'x: ready · GPU-c (not there) · VRAM 3000 MiB (estimated) · pid 1'],
] as const)('an instance on %j', (device, line) => {
  const instance: InstanceView = {
    ...{ ...sampleInstance, spec: { ...sampleInstance.spec, name: 'x', device } },
    ...{ deviceName: null, speedX: null, vram: { memoryMiB: 3000, basis: 'estimated' } },
  };
  expect(renderInstance(instance, view, 'en')).toBe(`  ${line}`);
});

test('a mispinned instance stands out, with why', () => {
  const cause = { class: 'mispinned', message: 'It sits on GPU-c.', exitCode: null, signal: null, lines: [] };
  const instance = { ...sampleInstance, phase: 'mispinned', cause } as InstanceView;
  expect(renderInstance(instance, view, 'en')).toMatch(
    /: MISPINNED [^]*\n {4}mispinned: It sits on GPU-c\.$/,
  );
});

test('how full its batches are, and what holds them small, in both languages', () => {
  const instance: InstanceView = {
    ...sampleInstance,
    ...{ filling: { fill: 0.87, padding: 0.072 }, safeBatch: { seconds: 150.5, since: 0 } },
  };
  expect(renderInstance(instance, view, 'en')).toMatch(
    /batches 87 % full, 7 % padding[^]*\n {4}safe batch: 150 s of 300 s, since memory ran out \(1970-01-01T00:00:00/,
  );
  expect(renderInstance(instance, view, 'zh-CN')).toMatch(
    /批次装满 87 %，补齐 7 %[^]*安全批次：150 秒（设定 300 秒）/,
  );
});

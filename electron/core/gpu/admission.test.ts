import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { Ledger } from '../../contract/gpu.ts';
import { capNeed, describeShortage, judgeAdmission, sumPromises, withoutOwn } from './admission.ts';

const ledger: Ledger = {
  usedMiB: 23_600,
  totalMiB: 24_576,
  freeMiB: 576,
  isSampledApart: false,
  parts: [
    { kind: 'instance', instanceId: 'i-1', pid: 12, memoryMiB: 3_000, basis: 'measured' },
    { kind: 'stranger', pid: 99, name: 'train.py', memoryMiB: 20_480, basis: 'measured' },
    { kind: 'stranger', pid: 7, name: 'Xorg', memoryMiB: 90, basis: 'measured' },
    { kind: 'stranger', pid: 8, name: 'term', memoryMiB: 20, basis: 'measured' },
    { kind: 'rest', memoryMiB: 10, basis: 'measured' },
  ],
};

describe('a refusal', () => {
  const refused = judgeAdmission(ledger, { needMiB: 4_000, basis: 'learned' }, 100);
  const { message, detail } = describeShortage(refused, 'NVIDIA L40S 0', () => 'Paraformer 1');

  it('names the card, the need, what is free, and the three that hold the most', () => {
    expect(refused.verdict).toBe('refused');
    expect(message).toBe(
      'NVIDIA L40S 0 has 576 MiB free, 100 MiB of it for instances still loading, and 4000 MiB are needed.' +
        ' Held by train.py (pid 99): 20480 MiB; Paraformer 1 (pid 12): 3000 MiB; Xorg (pid 7): 90 MiB.',
    );
    expect(detail).toMatchObject({ card: 'NVIDIA L40S 0', needMiB: 4_000, freeMiB: 576, promisedMiB: 100 });
    expect(detail['holders']).toContain('train.py (pid 99)');
  });

  it("does not count an instance's own share against its next process", () => {
    const own = withoutOwn(ledger, 'i-1');
    expect(own).toMatchObject({ freeMiB: 3_576, usedMiB: 20_600 });
    const again = judgeAdmission(own, { needMiB: 3_000, basis: 'learned' }, 0);
    expect([again.verdict, again.holders.length]).toEqual(['fits', 3]);
    const unknown = withoutOwn({ ...ledger, freeMiB: { unknown: 'not-available' } }, 'i-1');
    expect(unknown.freeMiB).toEqual({ unknown: 'not-available' });
  });
});

describe('promises', () => {
  it('are what instances still loading have yet to take', () => {
    const loading = [
      { needMiB: 4_000, heldMiB: null },
      { needMiB: 4_000, heldMiB: 1_500 },
      { needMiB: 4_000, heldMiB: 5_000 },
    ];
    expect(sumPromises(loading)).toBe(6_500);
  });

  it('keep any number started together from taking more than is free', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 80_000 }),
        fc.integer({ min: 1, max: 9_000 }),
        (freeMiB, needMiB) => {
          const promised: { needMiB: number; heldMiB: null }[] = [];
          for (let start = 0; start < 20; start += 1) {
            const card = { ...ledger, freeMiB };
            const { verdict } = judgeAdmission(card, { needMiB, basis: 'learned' }, sumPromises(promised));
            if (verdict !== 'refused') promised.push({ needMiB, heldMiB: null });
          }
          expect(promised.length).toBe(Math.min(20, Math.floor(freeMiB / needMiB)));
        },
      ),
    );
  });
});

it('a cap that the worker keeps bounds the need', () => {
  expect(capNeed({ needMiB: 9_000, basis: 'guess' }, 3_000).needMiB).toBe(3_400);
  expect(capNeed({ needMiB: 2_000, basis: 'guess' }, 3_000).needMiB).toBe(2_000);
  expect(capNeed({ needMiB: 9_000, basis: 'guess' }, null).needMiB).toBe(9_000);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { auditCoverage } from './coverage.ts';

const heard = (fromMs: number, toMs: number) => ({ fromMs, toMs, isRecognised: true });
const unheard = (fromMs: number, toMs: number) => ({ fromMs, toMs, isRecognised: false });

describe('auditCoverage', () => {
  it('is complete when every segment has an answer, however much silence lies between', () => {
    const segments = [heard(10_000, 20_000), heard(500_000, 501_000)];
    expect(auditCoverage({ segments, scannedMs: 900_000, durationMs: 900_000 })).toEqual({
      holes: [],
      isComplete: true,
      notes: [],
    });
  });

  it('merges touching holes, and keeps those with silence between apart', () => {
    const segments = [
      unheard(0, 60_000),
      unheard(60_000, 90_000),
      heard(90_000, 91_000),
      unheard(95_000, 96_000),
    ];
    const { holes, isComplete } = auditCoverage({ segments, scannedMs: 100_000, durationMs: 100_000 });
    expect(isComplete).toBe(false);
    expect(holes).toEqual([
      { fromMs: 0, toMs: 90_000 },
      { fromMs: 95_000, toMs: 96_000 },
    ]);
  });

  it('takes what the detector never saw for a hole, joined to an unanswered segment before it', () => {
    const segments = [heard(0, 10_000), unheard(50_000, 60_000)];
    const { holes } = auditCoverage({ segments, scannedMs: 60_000, durationMs: 184_000 });
    expect(holes).toEqual([{ fromMs: 50_000, toMs: 184_000 }]);
  });

  it('forgives a frame of rounding at the end, not more', () => {
    const at = (scannedMs: number) =>
      auditCoverage({ segments: [], scannedMs, durationMs: 1_000 }).isComplete;
    expect([at(1_000), at(1_004), at(990), at(989)]).toEqual([true, true, true, false]);
  });

  it('notes silence, and speech with hardly any characters', () => {
    const judge = (speechMs: number, characters?: number) => {
      const segments = speechMs > 0 ? [heard(0, speechMs)] : [];
      const scannedMs = 100_000;
      return auditCoverage({
        segments,
        scannedMs,
        durationMs: scannedMs,
        ...(characters !== undefined && { characters }),
      }).notes;
    };
    expect(judge(0)).toEqual(['no-speech']);
    expect(judge(5_000, 0)).toEqual(['no-speech']);
    expect(judge(40_000, 19)).toEqual(['few-characters']);
    expect(judge(40_000, 20)).toEqual([]);
    expect(judge(30_000, 1)).toEqual([]);
    expect(judge(40_000)).toEqual([]);
  });

  it('gives holes apart, in order, and exactly over what has no answer', () => {
    const anySegment = fc.record({ gapMs: fc.nat(5), lengthMs: fc.nat(5), isRecognised: fc.boolean() });
    fc.assert(
      fc.property(fc.array(anySegment, { maxLength: 12 }), fc.nat(40), (parts, tailMs) => {
        let atMs = 0;
        const segments = parts.map(({ gapMs, lengthMs, isRecognised }) => {
          const fromMs = atMs + gapMs;
          atMs = fromMs + lengthMs;
          return { fromMs, toMs: atMs, isRecognised };
        });
        const durationMs = atMs + tailMs;
        const { holes, isComplete } = auditCoverage({ segments, scannedMs: atMs, durationMs });
        expect(isComplete).toBe(holes.length === 0);
        for (const [index, hole] of holes.entries()) {
          expect(hole.toMs).toBeGreaterThan(hole.fromMs);
          expect(hole.fromMs).toBeGreaterThan(holes[index - 1]?.toMs ?? -1);
        }
        for (let ms = 0; ms < durationMs; ms += 1) {
          const isOpen = segments.some((s) => !s.isRecognised && s.fromMs <= ms && ms < s.toMs);
          const isUnseen = tailMs > 10 && ms >= atMs;
          expect(holes.some((hole) => hole.fromMs <= ms && ms < hole.toMs)).toBe(isOpen || isUnseen);
        }
      }),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldSpeed, speedOf } from './fetchSpeed.ts';
import type { SpeedMark, SpeedTrack } from './fetchSpeed.ts';

const track = (marks: readonly (readonly [atMs: number, bytes: number])[]): SpeedTrack =>
  marks.reduce<SpeedTrack>((before, [atMs, bytes]) => foldSpeed(before, { atMs, bytes }), []);

describe('speedOf', () => {
  it('is not known before there is something to compare', () => {
    expect(speedOf([])).toBeNull();
    expect(speedOf(track([[0, 5_000]]))).toBeNull();
    expect(
      speedOf(
        track([
          [0, 0],
          [10, 5_000],
        ]),
      ),
    ).toBeNull();
  });

  it('counts the last seconds only', () => {
    const fast: [number, number][] = Array.from({ length: 20 }, (_, second) => [
      second * 1000,
      second * 1_000_000,
    ]);
    expect(speedOf(track(fast))).toBe(1_000_000);
    const stalled: [number, number][] = [
      ...fast,
      [23_000, 19_000_000],
      [27_000, 19_000_000],
      [31_000, 19_000_000],
    ];
    expect(speedOf(track(stalled))).toBe(0);
  });

  it('begins again where a file does', () => {
    expect(
      speedOf(
        track([
          [0, 0],
          [1000, 9_000],
          [2000, 100],
          [3000, 200],
        ]),
      ),
    ).toBe(100);
  });

  it('is the true speed of any even flow, however it is told', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e8 }),
        fc.array(fc.integer({ min: 100, max: 3_000 }), { minLength: 6, maxLength: 60 }),
        (bytesPerS, gaps) => {
          let atMs = 0;
          const marks: SpeedMark[] = gaps.map((gap) => ({
            atMs: (atMs += gap),
            bytes: (bytesPerS * atMs) / 1000,
          }));
          const speed = speedOf(marks.reduce<SpeedTrack>(foldSpeed, []));
          expect(speed).not.toBeNull();
          expect(Math.abs((speed ?? 0) / bytesPerS - 1)).toBeLessThan(1e-6);
        },
      ),
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { foldMark, foldUsage, layUsage, pickUsage } from './usage.ts';
import { makeSample } from './usageSample.ts';

describe('memory samples', () => {
  it('stay in order and each once when pushes overlap what the host remembers', () => {
    const remembered = [1, 2, 3].map(makeSample);
    const pushed = [2, 3, 4, 5].map(makeSample);
    expect(layUsage(pushed, remembered).map((sample) => sample.at)).toEqual([1, 2, 3, 4, 5]);
    expect(layUsage([makeSample(1), makeSample(5)], pushed.slice(0, 2)).map(({ at }) => at)).toEqual([
      1, 2, 3, 5,
    ]);
    expect(layUsage(pushed, [])).toBe(pushed);
    expect(foldUsage(remembered, makeSample(3))).toBe(remembered);
  });

  it('keep a whole day and stay bounded', () => {
    let samples: readonly UsageSample[] = [];
    for (let at = 0; at < 43_200; at++) samples = foldUsage(samples, makeSample(at * 2_000));
    expect(samples.length).toBeLessThanOrEqual(4_000);
    expect(samples.at(-1)?.at).toBe(43_199 * 2_000);
    expect(samples[0]?.at ?? Infinity).toBeLessThan(60_000);
  });

  it('are picked at most as many as asked, from the window only, newest included', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 0, max: 100_000 }), { minLength: 1, maxLength: 400 }),
        fc.integer({ min: 1, max: 120 }),
        (times, count) => {
          const samples = times.sort((a, b) => a - b).map(makeSample);
          const window = { fromMs: 20_000, toMs: 100_000, count };
          const picked = pickUsage(samples, window);
          const inside = samples.filter((sample) => sample.at >= window.fromMs);
          expect(picked.length).toBeLessThanOrEqual(count);
          expect(picked.every((sample) => inside.includes(sample))).toBe(true);
          expect(picked.at(-1)).toBe(inside.at(-1));
        },
      ),
    );
  });
});

it('marks stay in order and each once', () => {
  const mark = (at: number) => ({ at, kind: 'oom' as const, instanceId: 'a', gpuUuid: null });
  const marks = [mark(5), mark(1), mark(5), mark(3)].reduce<ReturnType<typeof foldMark>>(foldMark, []);
  expect(marks.map(({ at }) => at)).toEqual([1, 3, 5]);
});

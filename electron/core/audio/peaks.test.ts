import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPeakMeter, shrinkPeaks, stretchSamples } from './peaks.ts';

test('each stretch has its loudest sample, however the samples were cut', () => {
  const samples = fc.array(fc.integer({ min: -32_768, max: 32_767 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 5_000 }), (few, piece) => {
      // Each sample held for a while, so that there are several stretches.
      const long = Int16Array.from(few.flatMap((sample) => Array.from({ length: 777 }, () => sample)));
      const meter = createPeakMeter();
      for (let from = 0; from < long.length; from += piece) meter.add(long.subarray(from, from + piece));
      const expected: number[] = [];
      for (let from = 0; from < long.length; from += stretchSamples) {
        const sizes = Array.from(long.subarray(from, from + stretchSamples), (each) => Math.abs(each));
        expected.push(Math.max(...sizes) / 32_768);
      }
      expect(meter.peaks()).toEqual(expected);
    }),
    { numRuns: 100 },
  );
});

test('shrunk peaks are few, and keep the loudest of all', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 1, noNaN: true })),
      fc.integer({ min: 1, max: 50 }),
      (peaks, most) => {
        const shrunk = shrinkPeaks(peaks, most);
        expect(shrunk.length).toBeLessThanOrEqual(most);
        expect(Math.max(0, ...shrunk)).toBe(Math.max(0, ...peaks));
      },
    ),
  );
});

test('few peaks stay as they are', () => {
  expect(shrinkPeaks([0.5, 0, 1], 3)).toEqual([0.5, 0, 1]);
  expect(shrinkPeaks([], 3)).toEqual([]);
});

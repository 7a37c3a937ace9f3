import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldProgress, guessSeconds, noProgress } from './progress.ts';
import type { ProgressFacts } from './progress.ts';

const begin: ProgressFacts = {
  totalS: null,
  guessS: 100,
  decodedS: 0,
  scannedS: 0,
  isScanned: false,
  speechS: 0,
  recognisedS: 0,
  punctuated: 0,
  isSaving: false,
};

test('nothing is known of a file that waits', () => {
  const { progress } = foldProgress(noProgress, begin, 0);
  expect(progress).toMatchObject({ totalS: null, fraction: null, speedX: null, etaS: null, stage: 'decode' });
});

test('the fraction never falls and stays below one, however wrong the guess was', () => {
  const step = fc.record({
    guessS: fc.constant(100),
    totalS: fc.option(fc.double({ min: 1, max: 10_000, noNaN: true })),
    decodedS: fc.double({ min: 0, max: 10_000, noNaN: true }),
    scannedS: fc.double({ min: 0, max: 10_000, noNaN: true }),
    isScanned: fc.boolean(),
    speechS: fc.double({ min: 0, max: 10_000, noNaN: true }),
    recognisedS: fc.double({ min: 0, max: 10_000, noNaN: true }),
    punctuated: fc.double({ min: 0, max: 1, noNaN: true }),
    isSaving: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let [memory, last] = [noProgress, 0];
      for (const [at, facts] of steps.entries()) {
        const folded = foldProgress(memory, facts, at * 700);
        memory = folded.memory;
        const { fraction, etaS } = folded.progress;
        if (fraction === null) continue;
        expect(fraction).toBeGreaterThanOrEqual(last);
        expect(fraction).toBeLessThan(1);
        expect(etaS ?? 0).toBeGreaterThanOrEqual(0);
        last = fraction;
      }
    }),
    {
      // A rounding's worth of speech, all of it recognised, with nothing scanned: infinity times nothing.
      examples: [
        [
          [
            { ...begin, speechS: Number.MIN_VALUE, recognisedS: Number.EPSILON },
            { ...begin, scannedS: 1 },
          ],
        ],
      ],
    },
  );
});

test('speed and time left are those of the last half minute', () => {
  let memory = noProgress;
  let progress = foldProgress(memory, begin, 0).progress;
  for (let second = 0; second <= 10; second += 1) {
    const doneS = second * 50;
    const facts = {
      ...begin,
      totalS: 1_000,
      decodedS: 1_000,
      scannedS: doneS,
      speechS: doneS,
      recognisedS: doneS,
    };
    ({ memory, progress } = foldProgress(memory, facts, second * 1_000));
  }
  expect(progress.speedX).toBeCloseTo(50);
  expect(progress.etaS).toBeCloseTo(10);
});

test('stages follow each other', () => {
  const stage = (facts: Partial<ProgressFacts>): string =>
    foldProgress(noProgress, { ...begin, ...facts }, 0).progress.stage;
  expect(stage({ decodedS: 30 })).toBe('decode');
  expect(stage({ decodedS: 60 })).toBe('speech');
  expect(stage({ decodedS: 60, scannedS: 60, speechS: 20 })).toBe('recognise');
  expect(stage({ isScanned: true, scannedS: 60, speechS: 20, recognisedS: 20 })).toBe('punctuate');
  expect(stage({ isScanned: true, isSaving: true })).toBe('save');
});

test('a guess is never nothing', () => {
  expect(guessSeconds('a.mp3', 0)).toBe(1);
  expect(guessSeconds('a.mp3', 14_000 * 60)).toBe(60);
  expect(guessSeconds('A.WAV', 96_000 * 60)).toBe(60);
});

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findSentenceAt } from './sentenceAt.ts';

test('the last sentence that has begun is the one that is heard', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000)), fc.integer({ min: -1, max: 11_000 }), (starts, ms) => {
      const sentences = starts.sort((a, b) => a - b).map((fromMs) => ({ fromMs }));
      expect(findSentenceAt(sentences, ms)).toBe(sentences.findLastIndex(({ fromMs }) => fromMs <= ms));
    }),
  );
});

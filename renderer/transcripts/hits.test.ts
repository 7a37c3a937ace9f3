import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findHits, replaceLetters } from './hits.ts';

const words = (text: string) => ({ text, isLiteral: false });
const letters = (text: string) => ({ text, isLiteral: true });

test('a word over the border of two sentences is one hit, marked in both', () => {
  const hits = findHits(['我们去北。', '京城很大。', ' 北京'], words('北京'));
  expect([hits.count, hits.sentences]).toEqual([2, [0, 2]]);
  expect(hits.partsOf(0)).toEqual([
    { text: '我们去', hit: null },
    { text: '北。', hit: 0 },
  ]);
  expect(hits.partsOf(1)[0]).toEqual({ text: '京', hit: 0 });
  expect(hits.partsOf(2)).toEqual([{ text: '北京', hit: 1 }]);
});

test('letters are found as they stand, within sentences, and replaced one by one or all', () => {
  const hits = findHits(['a.b A.B', 'a', '.b'], letters('a.b'));
  expect([hits.count, hits.sentences]).toEqual([2, [0, 0]]);
  expect(replaceLetters('a.b A.B', 'a.b', { text: '$&', nth: 1 })).toBe('a.b $&');
  expect(replaceLetters('a.b A.B', 'a.b', { text: 'x' })).toBe('x x');
  expect(replaceLetters('好好好', '好好', { text: '' })).toBe('好');
});

test('parts are the shown sentences, and the numbers of their hits count through', () => {
  const unit = fc.constantFrom('大', '会', ' ', 'ok', '.', 'A');
  const text = fc.string({ unit, maxLength: 8 });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 6 }), text, fc.boolean(), (texts, wanted, isLiteral) => {
      const hits = findHits(texts, { text: wanted, isLiteral });
      const seen = new Set<number>();
      texts.forEach((each, index) => {
        const parts = hits.partsOf(index);
        expect(parts.map((part) => part.text).join('')).toBe(each.trim());
        for (const { hit } of parts) if (hit !== null) seen.add(hit);
      });
      for (const hit of seen) expect(hit).toBeLessThan(hits.count);
      if (!isLiteral) expect(seen.size).toBe(hits.count);
    }),
  );
});

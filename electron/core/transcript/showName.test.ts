import fc from 'fast-check';
import { expect, it } from 'vitest';
import { showName } from './showName.ts';

it.each([
  ['会议 2024.mp3', '会议 2024.mp3'],
  ['gpj\u202e3pm.exe', 'gpj\\u{202e}3pm.exe'],
  ['a\nb\u0000\u007f', 'a\\u{a}b\\u{0}\\u{7f}'],
  ['cafe\u0301', 'café'],
  ['x\ud800', 'x\\u{d800}'],
  ['👩‍👩‍👧 family', '👩‍👩‍👧 family'],
])('shows %j as %j', (name, shown) => {
  expect(showName(name)).toBe(shown);
});

it('leaves nothing hidden, and a shown name as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const shown = showName(name);
      expect(shown).not.toMatch(/[\p{Cc}\p{Cs}\u200e\u200f\u2028-\u202e\u2066-\u2069]/u);
      expect(showName(shown)).toBe(shown);
    }),
    { numRuns: 2_000 },
  );
});

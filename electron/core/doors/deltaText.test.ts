import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldDelta, foldLastDelta } from './deltaText.ts';

test('only what no later sentence can move is sent', () => {
  expect(foldDelta('', '你好，张老师')).toBe('');
  expect(foldDelta('', '你好。张老师坐飞')).toBe('你好。');
  expect(foldDelta('你好。', '你好。张老师坐飞机。')).toBe('张老师坐飞机。');
  // A mark behind Latin script may still turn into that script's own.
  expect(foldDelta('', '我用gpu。')).toBe('');
  expect(foldLastDelta('你好。', '你好。张老师')).toBe('张老师');
  expect(foldLastDelta('你好。', '别的')).toBe('');
});

test('whatever text has grown in whatever steps, its deltas are it', () => {
  const piece = fc.constantFrom('你好', '。', '？', '，', ' gpu', '42', '天');
  fc.assert(
    fc.property(
      fc.array(piece, { maxLength: 60 }),
      fc.array(fc.nat(60), { maxLength: 20 }),
      (pieces, steps) => {
        let sent = '';
        for (const step of steps.toSorted((a, b) => a - b)) {
          sent += foldDelta(sent, pieces.slice(0, step).join(''));
        }
        expect(sent + foldLastDelta(sent, pieces.join(''))).toBe(pieces.join(''));
      },
    ),
  );
});

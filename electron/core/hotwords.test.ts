import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dropRemarks, foldHotwords } from './hotwords.ts';
import { splitLines } from './splitLines.ts';

test('words are trimmed; empty ones and those said before go', () => {
  expect(foldHotwords([' 阿里巴巴 ', '', '\t', 'ParaDeck', '阿里巴巴', 'paradeck'])).toEqual([
    '阿里巴巴',
    'ParaDeck',
    'paradeck',
  ]);
});

test('500 words of 64 characters are taken, one more of either is refused and named', () => {
  const most = Array.from({ length: 500 }, (_, at) => `${at}`.padStart(63, '字') + '𠮷');
  expect(foldHotwords([...most, most[0] ?? ''])).toHaveLength(500);
  expect(() => foldHotwords([...most, 'x'])).toThrow('501 hotwords, more than 500');
  expect(() => foldHotwords(['字'.repeat(65)])).toThrow(/at most 64 characters: 字{64}…/);
});

test('a file: a word a line, remarks left out, whatever ends its lines', () => {
  const text = '\uFEFF# people\r\n张老师\n\n  # places\r成都 \n北京#1';
  expect(foldHotwords(dropRemarks(splitLines(text)))).toEqual(['张老师', '成都', '北京#1']);
});

test('folding again changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 30 }), { maxLength: 60 }), (words) => {
      const once = foldHotwords(words);
      expect(foldHotwords(once)).toEqual(once);
      expect(
        foldHotwords(dropRemarks(splitLines(once.filter((word) => !/^#|[\r\n]/u.test(word)).join('\n')))),
      ).toEqual(once.filter((word) => !/^#|[\r\n]/u.test(word)));
    }),
  );
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutParts, findWords } from './marks.ts';

const mark = (text: string, words: string) =>
  cutParts(text, findWords(text, words)).map((part) => (part.hit === null ? part.text : `[${part.text}]`));

describe('marking searched words', () => {
  it('marks each word, whatever its case and width', () => {
    expect(mark('季度销售计划 Sales，ＳＡＬＥＳ', '计划 sales')).toEqual([
      ...['季度销售', '[计划]', ' ', '[Sales]', '，', '[ＳＡＬＥＳ]'],
    ]);
  });

  it('looks past marks, as the search does, and takes letters as whole words', () => {
    expect(mark('去北，京。art, cart', '北京 art')).toEqual(['去', '[北，京]', '。', '[art]', ', cart']);
  });

  it('makes one of what overlaps', () => {
    expect(mark('大会会议', '大会 会会议')).toEqual(['[大会会议]']);
  });

  it('loses nothing and takes no word as a pattern', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('大', '会', ' ', 'a', '.', '（') }));
    fc.assert(
      fc.property(text, text, (whole, words) => {
        const parts = cutParts(whole, findWords(whole, words));
        expect(parts.map((part) => part.text).join('')).toBe(whole);
      }),
    );
  });
});

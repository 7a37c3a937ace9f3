import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planMarks } from './marks.ts';

describe('marking searched words', () => {
  it('marks each word, whatever its case', () => {
    expect(planMarks('季度销售计划 Sales', '计划 sales')).toEqual([
      { text: '季度销售', isHit: false },
      { text: '计划', isHit: true },
      { text: ' ', isHit: false },
      { text: 'Sales', isHit: true },
    ]);
  });

  it('loses nothing and takes no word as a pattern', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, words) => {
        expect(
          planMarks(text, words)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      }),
    );
  });
});

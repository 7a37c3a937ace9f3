import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SegmentView } from '../../electron/contract/job.ts';
import { mergeText, noText, planLines, type LiveText } from './liveText.ts';

function makeSegment(index: number, text: string | null): SegmentView {
  return {
    index,
    fromMs: index * 1000,
    toMs: index * 1000 + 900,
    text: text ?? '',
    instanceId: text === null ? null : 'a1',
    isRecognised: text !== null,
  };
}

function makeText(
  texts: readonly (string | null)[],
  punctuatedText: string,
  punctuatedSegments: number,
): LiveText {
  return {
    segments: texts.map((text, index) => makeSegment(index, text)),
    punctuatedText,
    punctuatedSegments,
  };
}

describe('live text', () => {
  it('keeps each line its own time when the punctuated beginning is cut back into segments', () => {
    const live = makeText(['你好世界', 'hello world', '再见', null], '你好，世界。 Hello, world!', 2);
    const lines = planLines(live);
    expect(lines.map((line) => line.text)).toEqual(['你好，世界。', 'Hello, world!', '再见', '']);
    expect(lines.map((line) => line.isFinal)).toEqual([true, true, false, false]);
    expect(lines.map((line) => line.segment.fromMs)).toEqual([0, 1000, 2000, 3000]);
  });

  it('never lets an older report take back what is recognised or punctuated', () => {
    const late = makeText(['一', '二', null], '一，二。', 2);
    const early = makeText(['一', null, null], '一', 1);
    const merged = mergeText(late, early);
    expect(merged.segments.map((segment) => segment.text)).toEqual(['一', '二', '']);
    expect(merged.punctuatedText).toBe('一，二。');
  });

  it('is the same in whatever order reports come', () => {
    const chars = fc.stringMatching(/^[一-龥a-z]{1,6}$/);
    fc.assert(
      fc.property(
        fc.array(chars, { minLength: 1, maxLength: 12 }),
        fc.infiniteStream(fc.nat()),
        (texts, random) => {
          const reports = texts.map((text, index) => ({ ...noText, segments: [makeSegment(index, text)] }));
          const shuffled = reports
            .map((report) => ({ report, key: random.next().value ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ report }) => report);
          const merged = shuffled.reduce<LiveText>(mergeText, noText);
          expect(merged.segments.map((segment) => segment.text)).toEqual(texts);
        },
      ),
    );
  });

  it('loses no character of the punctuated text', () => {
    const marks = fc.constantFrom('，', '。', '？', ', ', '');
    const part = fc.tuple(fc.stringMatching(/^[一-龥a-z0-9]{1,8}$/), marks);
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 20 }), (parts) => {
        const live = makeText(
          parts.map(([text]) => text),
          parts.map(([text, mark]) => text + mark).join(''),
          parts.length,
        );
        const lines = planLines(live);
        expect(lines.map((line) => line.text)).toEqual(parts.map(([text, mark]) => (text + mark).trim()));
      }),
    );
  });
});

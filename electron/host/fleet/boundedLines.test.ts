import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cutLines } from './boundedLines.ts';

function cut(chunks: readonly Buffer[], mostBytes: number): { text: string; isCut: boolean }[] {
  const lines: { text: string; isCut: boolean }[] = [];
  const cutter = cutLines(mostBytes, {
    onLine: (line, isCut) => lines.push({ text: line.toString('latin1'), isCut }),
  });
  for (const chunk of chunks) cutter.feed(chunk);
  cutter.end();
  return lines;
}

it('cuts the same lines wherever the stream breaks', () => {
  const line = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\r'), maxLength: 12 });
  fc.assert(
    fc.property(fc.array(line), fc.array(fc.nat({ max: 80 })), (lines, breaks) => {
      const stream = Buffer.from(lines.map((text) => `${text}\n`).join(''));
      const at = [...new Set(breaks)].filter((index) => index < stream.length).sort((a, b) => a - b);
      const chunks = [0, ...at].map((from, index) => stream.subarray(from, at[index]));
      expect(cut(chunks, 1_000).map(({ text }) => text)).toEqual(
        lines.map((text) => text.replace(/\r$/, '')),
      );
    }),
  );
});

it('loses no byte of a line without end, and holds no more than allowed', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: 50 })), fc.integer({ min: 1, max: 20 }), (sizes, most) => {
      const parts = cut(
        sizes.map((size) => Buffer.alloc(size, 'x')),
        most,
      );
      expect(parts.map(({ text }) => text).join('')).toHaveLength(sizes.reduce((sum, size) => sum + size, 0));
      for (const { text } of parts) expect(text.length).toBeLessThanOrEqual(most);
      expect(parts.slice(0, -1).every(({ isCut }) => isCut)).toBe(true);
    }),
  );
});

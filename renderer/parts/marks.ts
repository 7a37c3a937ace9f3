import { listTerms, patternOf } from '../../electron/contract/searchTerms.ts';

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** A piece of text; `hit`: the number of the span it lies in, null: none. */
export interface MarkedPart {
  readonly text: string;
  readonly hit: number | null;
}

/** Where a text holds the words searched for, in order; what overlaps is one. Marks, width and case do not count. */
export function findWords(text: string, words: string): readonly Span[] {
  const found = listTerms(words).flatMap((tokens) =>
    [...text.matchAll(patternOf(tokens))].map(({ 0: hit, index }) => ({
      from: index,
      to: index + hit.length,
    })),
  );
  const spans: Span[] = [];
  for (const span of found.sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = spans.at(-1);
    if (last && span.from < last.to)
      spans[spans.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else spans.push(span);
  }
  return spans;
}

/** Cuts `text`, which begins at `offset` of the text the spans were found in; the parts together are the text. */
export function cutParts(text: string, spans: readonly Span[], offset = 0): readonly MarkedPart[] {
  const parts: MarkedPart[] = [];
  let at = 0;
  spans.forEach(({ from, to }, hit) => {
    const [start, end] = [Math.max(at, from - offset), Math.min(text.length, to - offset)];
    if (end <= start) return;
    parts.push({ text: text.slice(at, start), hit: null }, { text: text.slice(start, end), hit });
    at = end;
  });
  parts.push({ text: text.slice(at), hit: null });
  return parts.filter((part) => part.text !== '');
}

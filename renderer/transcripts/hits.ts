import type { MarkedPart, Span } from '../parts/marks.ts';
import { cutParts, findWords } from '../parts/marks.ts';

/** What is looked for in one transcript: words as the search takes them, or letters as they stand. */
export interface Wanted {
  readonly text: string;
  readonly isLiteral: boolean;
}

/** Hits of a transcript in order, numbered through. A hit may reach over the end of a sentence. */
export interface Hits {
  readonly count: number;
  /** Index of the sentence each hit begins in. */
  readonly sentences: readonly number[];
  /** A sentence's text without the space around it, cut at the hits. */
  partsOf(index: number): readonly MarkedPart[];
}

export function findHits(texts: readonly string[], wanted: Wanted): Hits {
  const starts: number[] = [];
  let length = 0;
  for (const text of texts) {
    starts.push(length);
    length += text.length;
  }
  const spans = wanted.isLiteral
    ? texts.flatMap((text, index) => shift(findLetters(text, wanted.text), starts[index] ?? 0))
    : findWords(texts.join(''), wanted.text);
  return {
    count: spans.length,
    sentences: spans.map(({ from }) => lastBegun(starts, from)),
    partsOf(index) {
      const text = texts[index] ?? '';
      const from = (starts[index] ?? 0) + text.length - text.trimStart().length;
      const shown = text.trim();
      const first = lastBegun(
        spans.map((span) => span.to),
        from,
      );
      const near = spans.slice(first + 1).filter((span) => span.from < from + shown.length);
      return cutParts(shown, near, from).map((part) =>
        part.hit === null ? part : { ...part, hit: part.hit + first + 1 },
      );
    },
  };
}

/** A sentence with one hit of the letters, or all of them, replaced; `nth` counts within the sentence. */
export function replaceLetters(text: string, letters: string, by: { text: string; nth?: number }): string {
  const spans = findLetters(text, letters);
  const chosen = by.nth === undefined ? spans : spans.slice(by.nth, by.nth + 1);
  return chosen.reduceRight((whole, { from, to }) => whole.slice(0, from) + by.text + whole.slice(to), text);
}

/** Whatever their case. */
function findLetters(text: string, letters: string): Span[] {
  if (letters === '') return [];
  const pattern = new RegExp(letters.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), 'gi');
  return [...text.matchAll(pattern)].map(({ 0: hit, index }) => ({ from: index, to: index + hit.length }));
}

function shift(spans: readonly Span[], by: number): Span[] {
  return spans.map(({ from, to }) => ({ from: from + by, to: to + by }));
}

/** Index of the last that is at most `at`; −1: none. They rise. */
function lastBegun(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

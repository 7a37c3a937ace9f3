import type { SegmentView } from '../../electron/contract/job.ts';

/** What is known of a job's text while it runs: segments in file order, and the punctuated beginning. */
export interface LiveText {
  readonly segments: readonly SegmentView[];
  readonly punctuatedText: string;
  readonly punctuatedSegments: number;
}

export const noText: LiveText = { segments: [], punctuatedText: '', punctuatedSegments: 0 };

/** Lays one report of segments on another, in any order: recognised beats not, and the longer punctuation wins. */
export function mergeText(known: LiveText, report: LiveText): LiveText {
  const byIndex = new Map(known.segments.map((segment) => [segment.index, segment]));
  for (const segment of report.segments) {
    if (segment.isRecognised || !byIndex.get(segment.index)?.isRecognised)
      byIndex.set(segment.index, segment);
  }
  const longer = report.punctuatedSegments >= known.punctuatedSegments ? report : known;
  return {
    segments: [...byIndex.values()].sort((a, b) => a.index - b.index),
    punctuatedText: longer.punctuatedText,
    punctuatedSegments: longer.punctuatedSegments,
  };
}

/** One line of the live text; `isFinal` where punctuation has reached it. */
export interface LiveLine {
  readonly segment: SegmentView;
  readonly text: string;
  readonly isFinal: boolean;
}

/** Cuts the punctuated beginning back into its segments, so that every line keeps its own time. */
export function planLines(live: LiveText): readonly LiveLine[] {
  const marked = [...live.punctuatedText];
  let at = 0;
  return live.segments.map((segment) => {
    if (segment.index >= live.punctuatedSegments || at >= marked.length) {
      return { segment, text: segment.text, isFinal: segment.index < live.punctuatedSegments };
    }
    const end = findEnd(marked, at, countSpoken(segment.text));
    const text = marked.slice(at, end).join('').trim();
    at = end;
    return { segment, text, isFinal: true };
  });
}

// Anything that is neither a letter nor a digit may have been put in or taken out by punctuation.
const spoken = /[\p{L}\p{N}]/u;

function countSpoken(text: string): number {
  return [...text].filter((character) => spoken.test(character)).length;
}

/** The place after `count` spoken characters and the marks that follow them. */
function findEnd(marked: readonly string[], from: number, count: number): number {
  let left = count;
  let at = from;
  while (at < marked.length && (left > 0 || !spoken.test(marked[at] ?? ''))) {
    if (spoken.test(marked[at] ?? '')) left--;
    at++;
  }
  return at;
}

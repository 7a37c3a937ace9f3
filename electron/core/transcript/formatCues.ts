/** A transcript as subtitle cues: what is on screen from when to when. */
import type { Transcript, Word } from '../../contract/job.ts';
import { findSimulatedNotice } from './simulatedNotice.ts';
import { cutLongWord, rankBreaks, wrapLines } from './wrapLines.ts';

export interface Cue {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lines: readonly string[];
}

/** Longest time one cue should stand; broadcasters' usual limit. One word may take longer. */
const longestMs = 7_000;
/** A cue stays this long where the next one leaves room; shorter can't be read. */
const shortestMs = 1_000;

/**
 * Cues in order. Every character of the text but spaces appears once; times never overlap, rise, and last 1 ms or more.
 * The first one says where a simulated card had part in it. A sentence too long is halved at a mark or between words until its parts fit.
 */
export function foldCues(transcript: Transcript): Cue[] {
  const cues = transcript.sentences.flatMap((sentence) => splitWords(sentence.words.flatMap(cutLongWord)));
  return markSimulated(stretchShort(separate(cues), transcript.durationMs), transcript);
}

/** Subtitles have no place for notes: the notice stands above the first lines, or alone where there are none. */
function markSimulated(cues: readonly Cue[], transcript: Transcript): Cue[] {
  const notice = findSimulatedNotice(transcript);
  if (notice === null) return [...cues];
  const [first = { fromMs: 0, toMs: shortestMs, lines: [] }, ...rest] = cues;
  return [{ ...first, lines: [`[${notice}]`, ...first.lines] }, ...rest];
}

function splitWords(words: readonly Word[]): Cue[] {
  const [first] = words;
  const last = words.at(-1);
  if (!first || !last) return [];
  const lines = wrapLines(words);
  const isTooLong = last.toMs - first.fromMs > longestMs && words.length > 1;
  if (lines && !isTooLong) return [{ fromMs: first.fromMs, toMs: last.toMs, lines }];
  const at = rankBreaks(words)[0] ?? 1;
  return [...splitWords(words.slice(0, at)), ...splitWords(words.slice(at))];
}

function separate(cues: readonly Cue[]): Cue[] {
  let endMs = 0;
  return cues.map((cue) => {
    const fromMs = Math.max(endMs, cue.fromMs);
    endMs = Math.max(fromMs + 1, cue.toMs);
    return { ...cue, fromMs, toMs: endMs };
  });
}

function stretchShort(cues: readonly Cue[], durationMs: number): Cue[] {
  return cues.map((cue, index) => {
    const roomMs = cues[index + 1]?.fromMs ?? durationMs;
    return { ...cue, toMs: Math.max(cue.toMs, Math.min(cue.fromMs + shortestMs, roomMs)) };
  });
}

/** Tokens and their marks as words of text with times, joined the way FunASR's punctuation model writes. */
import type { Word } from '../../contract/job.ts';
import type { RecognisedSegment } from '../../contract/workerMessages.ts';
import { spreadTimes } from './spread.ts';

export interface TranscriptSegment {
  /** From the file's start. */
  readonly fromMs: number;
  readonly toMs: number;
  /** null: no answer came; the segment becomes a hole. */
  readonly result: RecognisedSegment | null;
}

export interface TranscriptWords {
  readonly words: readonly Word[];
  /** Some times are estimates. */
  readonly isSpread: boolean;
}

/** Marks behind a word in ASCII, as FunASR writes them (models/ct_transformer/model.py, inference). */
const plainMarks: Readonly<Record<string, string>> = { '，': ',', '。': '.', '？': '?' };

/**
 * One word per token. Texts concatenate to the whole text: a space between two words in ASCII leads the second, a mark
 * ends its word, the first word in ASCII of a sentence is capitalised. FunASR also puts a space before a word in ASCII that
 * opens one of its 20-token slices behind Chinese; that depends on where slices fall and is left out.
 * Times are whole ms, never falling, never overlapping, inside the segment and the file.
 */
export function foldWords(
  segments: readonly TranscriptSegment[],
  punct: readonly string[],
  durationMs: number,
): TranscriptWords {
  const words: Word[] = [];
  const state = { nextMark: 0, isSentenceStart: true, isPlain: false, cursorMs: 0 };
  let isSpread = false;
  for (const segment of segments) {
    const { result } = segment;
    if (result === null) continue;
    const times = fittingTimes(result) ?? spreadTimes(result.tokens, segment.toMs - segment.fromMs);
    isSpread ||=
      result.tokens.length > 0 && (result.timesSource === 'spread' || fittingTimes(result) === null);
    for (const [index, token] of result.tokens.entries()) {
      const mark = punct[state.nextMark++] ?? '';
      const text = writeWord(token, mark, state);
      if (text === '') continue;
      const [startMs, endMs] = times[index] ?? [0, 0];
      const latestMs = Math.max(state.cursorMs, Math.min(segment.toMs, durationMs));
      const fromMs = clamp(segment.fromMs + startMs, state.cursorMs, latestMs);
      state.cursorMs = clamp(segment.fromMs + endMs, fromMs, latestMs);
      words.push({ text, fromMs, toMs: state.cursorMs });
    }
  }
  return { words, isSpread };
}

interface Writing {
  isSentenceStart: boolean;
  /** The word before is in ASCII. */
  isPlain: boolean;
}

function writeWord(token: string, mark: string, writing: Writing): string {
  const bare = token.replace(/\s+/gu, ' ').trim();
  if (bare === '') return '';
  const isPlain = (bare.codePointAt(0) ?? 0) < 0x80;
  const lead = isPlain && writing.isPlain ? ' ' : '';
  const shown = isPlain && writing.isSentenceStart ? capitalise(bare) : bare;
  writing.isPlain = isPlain;
  writing.isSentenceStart = mark === '。' || mark === '？';
  return lead + shown + (isPlain ? (plainMarks[mark] ?? mark) : mark);
}

/** As Python's str.capitalize, which FunASR uses: `iPhone` → `Iphone`. */
function capitalise(word: string): string {
  const [first = ''] = word;
  return first.toUpperCase() + word.slice(first.length).toLowerCase();
}

function fittingTimes({ tokens, timesMs }: RecognisedSegment): RecognisedSegment['timesMs'] {
  return timesMs !== null && timesMs.length === tokens.length ? timesMs : null;
}

function clamp(ms: number, lowMs: number, highMs: number): number {
  return Math.round(Math.min(highMs, Math.max(lowMs, ms)));
}

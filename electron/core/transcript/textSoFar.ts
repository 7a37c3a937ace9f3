/** The punctuated text of a file from its start, as far as its marks reach; grows without being written anew. */
import type { RecognisedSegment } from '../../contract/workerMessages.ts';
import { foldWords } from './transcriptWords.ts';

export interface TextSoFar {
  readonly text: string;
  /** Whole segments it covers. */
  readonly segments: number;
  /** Up to here nothing that follows can change how it is written: a sentence ended there in Chinese. */
  readonly settled: { readonly text: string; readonly segments: number; readonly tokens: number };
}

export const noText: TextSoFar = { text: '', segments: 0, settled: { text: '', segments: 0, tokens: 0 } };

export interface TextSegment {
  readonly fromMs: number;
  readonly toMs: number;
  readonly result: RecognisedSegment | null;
}

/** `segments` in file order; `reach`: of them are recognised without a gap. `punct`: one mark per token so far. */
export function foldTextSoFar(
  before: TextSoFar,
  segments: readonly TextSegment[],
  { reach, punct }: { readonly reach: number; readonly punct: readonly string[] },
): TextSoFar {
  let { settled } = before;
  let open: TextSegment[] = [];
  let openTokens = 0;
  for (let index = settled.segments; index < reach; index += 1) {
    const segment = segments[index];
    const tokens = segment?.result?.tokens ?? [];
    if (!segment || settled.tokens + openTokens + tokens.length > punct.length) break;
    open.push(segment);
    openTokens += tokens.length;
    const mark = punct[settled.tokens + openTokens - 1] ?? '';
    if (!isSettling(tokens.at(-1) ?? '', mark)) continue;
    const text = settled.text + write(open, punct, settled.tokens);
    settled = { text, segments: index + 1, tokens: settled.tokens + openTokens };
    open = [];
    openTokens = 0;
  }
  const text = settled.text + write(open, punct, settled.tokens);
  return { text, segments: settled.segments + open.length, settled };
}

function write(segments: readonly TextSegment[], punct: readonly string[], fromToken: number): string {
  const tokens = segments.reduce((sum, { result }) => sum + (result?.tokens.length ?? 0), 0);
  if (tokens === 0) return '';
  const { words } = foldWords(segments, punct.slice(fromToken, fromToken + tokens), Number.MAX_SAFE_INTEGER);
  return words.map(({ text }) => text).join('');
}

function isSettling(token: string, mark: string): boolean {
  return (mark === '。' || mark === '？') && (token.codePointAt(0) ?? 0) >= 0x80;
}

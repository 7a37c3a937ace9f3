/** Words into sentences. */
import type { Sentence, Word } from '../../contract/job.ts';

/** A pause longer than this ends a sentence and, in plain text, a paragraph. */
export const longPauseMs = 2_000;
/** A sentence this long ends at its next comma. */
const commaFrom = 60;
/** And one this long, in characters, ends after any word: nobody reads on without a stop. */
const longest = 200;

const endMark = /[。？！.?!]$/u;
const comma = /[，,、；;：:]$/u;

/** Sentences in order; their texts concatenate to the whole text, their words' texts to theirs. */
export function foldSentences(words: readonly Word[]): Sentence[] {
  const sentences: Sentence[] = [];
  let open: Word[] = [];
  let characters = 0;
  for (const [index, word] of words.entries()) {
    open.push(word);
    characters += word.text.length;
    if (!endsHere(word, words[index + 1], characters)) continue;
    sentences.push(closeSentence(open));
    open = [];
    characters = 0;
  }
  return sentences;
}

function endsHere(word: Word, next: Word | undefined, characters: number): boolean {
  if (!next || endMark.test(word.text) || next.fromMs - word.toMs > longPauseMs) return true;
  return characters >= longest || (characters >= commaFrom && comma.test(word.text));
}

function closeSentence(words: Word[]): Sentence {
  const text = words.map((word) => word.text).join('');
  return { text, fromMs: words[0]?.fromMs ?? 0, toMs: words.at(-1)?.toMs ?? 0, words };
}

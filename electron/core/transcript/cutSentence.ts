/** Sentences made one, and one made several. */
import type { Sentence, Word } from '../../contract/job.ts';
import { weighToken } from './spread.ts';

/** One sentence of several in order, one at least. */
export function mergeSentences(sentences: readonly Sentence[]): Sentence {
  const [first, ...others] = sentences;
  if (first && others.length === 0) return first;
  return {
    text: sentences.map(({ text }) => text).join(''),
    fromMs: first?.fromMs ?? 0,
    toMs: sentences.at(-1)?.toMs ?? 0,
    words: sentences.flatMap(({ words }) => words),
  };
}

/**
 * A sentence as several whose texts concatenate to its own: each from its first word to its last, together over the same
 * span. A word that a cut goes through shares its time by how long its characters take to say.
 */
export function cutSentence(sentence: Sentence, texts: readonly string[]): readonly Sentence[] {
  if (texts.length === 1) return [sentence];
  const rest = [...sentence.words];
  let cursorMs = sentence.fromMs;
  return texts.map((text, nth) => {
    const words = takeWords(rest, text.length);
    const fromMs = nth === 0 ? sentence.fromMs : (words[0]?.fromMs ?? cursorMs);
    cursorMs = nth === texts.length - 1 ? sentence.toMs : (words.at(-1)?.toMs ?? fromMs);
    return { text, fromMs, toMs: cursorMs, words };
  });
}

/** The words of that many characters off the front of `rest`; one that is longer is cut. */
function takeWords(rest: Word[], length: number): Word[] {
  const words: Word[] = [];
  for (let open = length; open > 0;) {
    const word = rest.shift();
    if (!word) break;
    const [taken, left] = word.text.length > open ? cutWord(word, open) : [word, null];
    words.push(taken);
    if (left) rest.unshift(left);
    open -= taken.text.length;
  }
  return words;
}

function cutWord({ text, fromMs, toMs }: Word, at: number): [Word, Word] {
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  const share = weighToken(head.trim()) / (weighToken(head.trim()) + weighToken(tail.trim()));
  const cutMs = Math.round(fromMs + (toMs - fromMs) * share);
  return [
    { text: head, fromMs, toMs: cutMs },
    { text: tail, fromMs: cutMs, toMs },
  ];
}

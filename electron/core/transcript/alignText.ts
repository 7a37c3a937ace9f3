/**
 * A sentence's text as a person wrote it, with times from the words that were recognised. The rule: a recognised word that
 * still stands there keeps its times; what was written between two such words shares the time that lies between them, by
 * how long it takes to say. Only letters and digits decide what still stands: marks, spaces and case may change.
 */
import type { Sentence, Word } from '../../contract/job.ts';
import { splitTokens } from './textTokens.ts';
import { weighToken } from './spread.ts';

/**
 * The sentence with its new text; its span is the recognised one's whatever is written. Words' texts concatenate to `text`,
 * times never fall. The recognised text gives the recognised sentence back; no letters left give one word, no text none.
 */
export function alignText(recognised: Sentence, text: string): Sentence {
  if (text === recognised.text) return recognised;
  const { fromMs, toMs } = recognised;
  return { text, fromMs, toMs, words: alignWords(recognised, text) };
}

/** A piece of a recognised word: words of several characters are compared character by character. */
interface Piece {
  readonly bare: string;
  readonly word: number;
}

function alignWords({ words: recognised, fromMs, toMs }: Sentence, text: string): Word[] {
  const tokens = splitTokens(text);
  const pieces = recognised.flatMap((word, index): Piece[] =>
    splitTokens(word.text).map(({ bare }) => ({ bare, word: index })),
  );
  const kept = keepWholeWords(pieces, matchPieces(pieces, tokens));
  const words: Word[] = [];
  let open: string[] = [];
  let cursorMs = fromMs;
  const close = (untilMs: number): void => {
    words.push(...shareSpan(open, cursorMs, untilMs));
    open = [];
  };
  for (let index = 0; index < tokens.length; index += 1) {
    const word = kept[index];
    const time = word === undefined ? undefined : recognised[word];
    if (word === undefined || !time) {
      open.push(tokens[index]?.text ?? '');
      continue;
    }
    close(time.fromMs);
    const end = kept.findLastIndex((one) => one === word) + 1;
    const written = tokens.slice(index, end).map((token) => token.text);
    words.push({ ...time, text: written.join('') });
    cursorMs = time.toMs;
    index = end - 1;
  }
  close(toMs);
  return words;
}

/** For each token the index of the piece it is; undefined: it is new. The longest common run of pieces in order. */
function matchPieces(
  pieces: readonly Piece[],
  tokens: readonly { readonly bare: string }[],
): (number | undefined)[] {
  const columns = tokens.length + 1;
  const isSame = (row: number, column: number): boolean => pieces[row]?.bare === tokens[column]?.bare;
  // longest[row][column]: of what follows from there.
  const longest = new Uint16Array((pieces.length + 1) * columns);
  const at = (row: number, column: number): number => longest[row * columns + column] ?? 0;
  for (let row = pieces.length - 1; row >= 0; row -= 1) {
    for (let column = tokens.length - 1; column >= 0; column -= 1) {
      longest[row * columns + column] = isSame(row, column)
        ? at(row + 1, column + 1) + 1
        : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const matched: (number | undefined)[] = tokens.map(() => undefined);
  for (let row = 0, column = 0; row < pieces.length && column < tokens.length;) {
    if (isSame(row, column)) matched[column++] = row++;
    else if (at(row + 1, column) >= at(row, column + 1)) row += 1;
    else column += 1;
  }
  return matched;
}

/** For each token the recognised word it belongs to; a word of which a piece is gone or apart is new as a whole. */
function keepWholeWords(
  pieces: readonly Piece[],
  matched: readonly (number | undefined)[],
): (number | undefined)[] {
  const kept: (number | undefined)[] = matched.map(() => undefined);
  matched.forEach((start, index) => {
    const word = start === undefined ? undefined : pieces[start]?.word;
    if (start === undefined || word === undefined || pieces[start - 1]?.word === word) return;
    const length = pieces.slice(start).findIndex((piece) => piece.word !== word);
    const count = length === -1 ? pieces.length - start : length;
    const isWhole = Array.from({ length: count }, (_, offset) => offset).every(
      (offset) => matched[index + offset] === start + offset,
    );
    if (isWhole) kept.fill(word, index, index + count);
  });
  return kept;
}

/** Words one after another over a span, whole ms. */
function shareSpan(texts: readonly string[], fromMs: number, toMs: number): Word[] {
  const weights = texts.map((text) => weighToken(text.trim()));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let sum = 0;
  const placeOf = (weight: number): number => Math.round(fromMs + ((toMs - fromMs) * weight) / (total || 1));
  return texts.map((text, index) => {
    const startMs = placeOf(sum);
    sum += weights[index] ?? 0;
    return { text, fromMs: startMs, toMs: placeOf(sum) };
  });
}

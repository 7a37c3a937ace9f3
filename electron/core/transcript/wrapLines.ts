/** How much text a subtitle shows: at most two lines of 42 Latin or 20 Chinese characters, broken where a reader would. */
import type { Word } from '../../contract/job.ts';

/** 42 Latin characters fill a line, and so do 20 Chinese ones; both counted in units of 1/840 line. */
const lineUnits = 840;
const latinUnits = lineUnits / 42;
const wideUnits = lineUnits / 20;

const pauseMark = /[。？！.?!，,、；;：:]$/u;

/** One or two lines, or null where the words need more. */
export function wrapLines(words: readonly Word[]): readonly [string] | readonly [string, string] | null {
  const whole = joinLine(words);
  if (countUnits(whole) <= lineUnits) return [whole];
  for (const at of rankBreaks(words)) {
    const [upper, lower] = [joinLine(words.slice(0, at)), joinLine(words.slice(at))];
    if (countUnits(upper) <= lineUnits && countUnits(lower) <= lineUnits) return [upper, lower];
  }
  return null;
}

/** Places to break (count of words before it), best first: behind a mark in the middle half, then whatever is nearest the middle. */
export function rankBreaks(words: readonly Word[]): number[] {
  const ends: number[] = [];
  let total = 0;
  for (const word of words) ends.push((total += countUnits(word.text)));
  const score = (at: number): number => {
    const share = (ends[at - 1] ?? 0) / (total || 1);
    const isAtMark = pauseMark.test(words[at - 1]?.text ?? '') && share >= 0.25 && share <= 0.75;
    return Math.abs(share - 0.5) - (isAtMark ? 1 : 0);
  };
  const places = words.slice(1).map((_, index) => index + 1);
  return places
    .map((at) => ({ at, score: score(at) }))
    .sort((a, b) => a.score - b.score)
    .map(({ at }) => at);
}

/** A word no line holds is cut into pieces that fill one each, its time shared by their length. */
export function cutLongWord(word: Word): Word[] {
  if (countUnits(word.text) <= lineUnits) return [word];
  const pieces: string[] = [''];
  for (const character of word.text) {
    const piece = pieces.at(-1) ?? '';
    if (countUnits(piece + character) > lineUnits) pieces.push(character);
    else pieces[pieces.length - 1] = piece + character;
  }
  const perPieceMs = (word.toMs - word.fromMs) / pieces.length;
  return pieces.map((text, index) => ({
    text,
    fromMs: Math.round(word.fromMs + index * perPieceMs),
    toMs: Math.round(word.fromMs + (index + 1) * perPieceMs),
  }));
}

/** Width of a text in units of 1/840 line. */
export function countUnits(text: string): number {
  let units = 0;
  for (const character of text) units += isWide(character.codePointAt(0) ?? 0) ? wideUnits : latinUnits;
  return units;
}

/** East Asian wide and full-width blocks, and emoji (Unicode UAX #11, in whole blocks). */
function isWide(code: number): boolean {
  if (code < 0x1100) return false;
  return (
    code <= 0x115f ||
    (code >= 0x2e80 && code <= 0xa4cf) ||
    (code >= 0xac00 && code <= 0xd7a3) ||
    isWideForm(code)
  );
}

function isWideForm(code: number): boolean {
  if (code >= 0xf900 && code <= 0xfaff) return true;
  if (code >= 0xfe30 && code <= 0xfe6f) return true;
  return (code >= 0xff00 && code <= 0xff60) || (code >= 0x1f300 && code <= 0x1faff) || code >= 0x20000;
}

function joinLine(words: readonly Word[]): string {
  return words
    .map((word) => word.text)
    .join('')
    .trim();
}

/**
 * What is searched for and what is marked: one reading of text for the host's index and the panel's marks. Scripts written
 * without spaces are taken character by character, others word by word; marks, width and case do not count.
 */

const unspaced =
  '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Bopomofo}\\p{Script=Hangul}\\p{Script=Thai}]';
const wordCharacter = `[[\\p{L}\\p{N}\\p{M}]--${unspaced}]`;
const startsUnspaced = new RegExp(`^${unspaced}`, 'v');

/** Single characters and whole words, as written. */
export const spokenPattern = new RegExp(`${unspaced}|${wordCharacter}+`, 'gv');

/** Full-width Latin and digits become plain ones, letters small. */
export function foldSpoken(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** In order, folded. */
export function listSpoken(text: string): string[] {
  return foldSpoken(text).match(spokenPattern) ?? [];
}

/** Parted by white space; each is a phrase. */
export function listTerms(query: string): string[][] {
  return query
    .split(/\s+/u)
    .map((term) => listSpoken(term))
    .filter((tokens) => tokens.length > 0);
}

/** Matches a term in text as written: anything that is not spoken may lie between its tokens. `gi`-like, Unicode sets. */
export function patternOf(tokens: readonly string[]): RegExp {
  const bounded = tokens.map((token) =>
    startsUnspaced.test(token) ? token : `(?<!${wordCharacter})${widthsOf(token)}(?!${wordCharacter})`,
  );
  return new RegExp(bounded.join('[^\\p{L}\\p{N}\\p{M}]*'), 'giv');
}

/** Each plain character may stand in its full width. */
function widthsOf(token: string): string {
  return token.replace(
    /[!-~]/g,
    (character) => `[${character}${String.fromCodePoint(character.charCodeAt(0) + 0xfee0)}]`,
  );
}

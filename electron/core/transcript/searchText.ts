/**
 * Text for the full-text index. Scripts written without spaces are indexed character by character and asked for
 * as a phrase, so words of one or two characters are found (the trigram tokenizer finds neither).
 */
import { listSpoken, listTerms, patternOf } from '../../contract/searchTerms.ts';

const sentenceEnd = /[。？！?!\n]/u;

/** Characters kept before and after the hit in a snippet. */
const snippetBefore = 24;
const snippetAfter = 72;

/** What the index holds: single characters and whole Latin words, parted by spaces. */
export function renderIndexText(text: string): string {
  return listSpoken(text).join(' ');
}

/** Words parted by white space must all be there; each is a phrase. Null when nothing can be looked for. */
export function renderSearchQuery(query: string): string | null {
  const phrases = listTerms(query).map((tokens) => `"${tokens.join(' ')}"`);
  return phrases.length === 0 ? null : phrases.join(' AND ');
}

function spanOf(text: string, query: string): { from: number; to: number } | null {
  for (const tokens of listTerms(query)) {
    const hit = patternOf(tokens).exec(text);
    if (hit) return { from: hit.index, to: hit.index + hit[0].length };
  }
  return null;
}

/** The sentence around the first hit, cut to about a hundred characters; the beginning where no hit is in the text. */
export function cutSnippet(text: string, query: string): string {
  const hit = spanOf(text, query) ?? { from: 0, to: 0 };
  const before = [...text.slice(Math.max(0, hit.from - 2 * snippetBefore), hit.from)].slice(-snippetBefore);
  const after = [...text.slice(hit.to, hit.to + 2 * snippetAfter)].slice(0, snippetAfter);
  const start = before.findLastIndex((character) => sentenceEnd.test(character)) + 1;
  const end = after.findIndex((character) => sentenceEnd.test(character));
  const head = before.slice(start).join('');
  const tail = (end === -1 ? after : after.slice(0, end + 1)).join('');
  const isHeadCut = start === 0 && hit.from - head.length > 0;
  const isTailCut = end === -1 && hit.to + tail.length < text.length;
  return `${isHeadCut ? '…' : ''}${head}${text.slice(hit.from, hit.to)}${tail}${isTailCut ? '…' : ''}`.trim();
}

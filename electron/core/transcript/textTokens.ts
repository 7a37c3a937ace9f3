/** A written text cut into what is spoken: single characters of scripts without spaces, else whole words. */
import { spokenPattern, foldSpoken } from '../../contract/searchTerms.ts';

export interface TextToken {
  /** With the marks behind it and the space or opening mark before it; texts concatenate to the whole. */
  readonly text: string;
  /** Folded, without marks and spaces; '' where the text holds nothing else. */
  readonly bare: string;
}

/** White space and opening marks before a word lead it; all else behind a word ends it. */
const lead = /[\s\p{Ps}\p{Pi}]+$/u;

/** None for an empty text. */
export function splitTokens(text: string): TextToken[] {
  const found = [...text.matchAll(spokenPattern)];
  if (found.length === 0) return text === '' ? [] : [{ text, bare: '' }];
  const tokens: TextToken[] = [];
  let from = 0;
  found.forEach((match, index) => {
    const end = match.index + match[0].length;
    const next = found[index + 1]?.index ?? text.length;
    const gap = text.slice(end, next);
    const leading = index === found.length - 1 ? 0 : (lead.exec(gap)?.[0].length ?? 0);
    const to = next - leading;
    tokens.push({ text: text.slice(from, to), bare: foldSpoken(match[0]) });
    from = to;
  });
  return tokens;
}

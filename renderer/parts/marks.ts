export interface MarkedPart {
  readonly text: string;
  readonly isHit: boolean;
}

/** Cuts a text at the searched words, whatever their case; the parts together are the text. */
export function planMarks(text: string, words: string): readonly MarkedPart[] {
  const wanted = words.split(/\s+/).filter(Boolean);
  if (wanted.length === 0) return [{ text, isHit: false }];
  const pattern = new RegExp(`(${wanted.map(escape).join('|')})`, 'giu');
  return text
    .split(pattern)
    .map((part, index) => ({ text: part, isHit: index % 2 === 1 }))
    .filter((part) => part.text !== '');
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}

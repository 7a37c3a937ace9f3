import { cutParts, findWords } from './marks.ts';

/** A text with every occurrence of the searched words marked. */
export function Marked({ text, words }: { readonly text: string; readonly words: string }) {
  return cutParts(text, findWords(text, words)).map((part, index) =>
    part.hit === null ? <span key={index}>{part.text}</span> : <mark key={index}>{part.text}</mark>,
  );
}

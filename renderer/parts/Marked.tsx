import { planMarks } from './marks.ts';

/** A text with every occurrence of the searched words marked. */
export function Marked({ text, words }: { readonly text: string; readonly words: string }) {
  return planMarks(text, words).map((part, index) =>
    part.isHit ? <mark key={index}>{part.text}</mark> : <span key={index}>{part.text}</span>,
  );
}

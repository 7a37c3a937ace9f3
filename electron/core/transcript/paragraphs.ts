/** Sentences gathered for reading. */
import type { Sentence } from '../../contract/job.ts';
import { longPauseMs } from './sentences.ts';

/** A paragraph of speech without long pauses holds this many sentences. */
const sentencesPerParagraph = 5;

/** A new one after a long pause, else every five sentences. */
export function foldParagraphs(sentences: readonly Sentence[]): Sentence[][] {
  const paragraphs: Sentence[][] = [];
  for (const sentence of sentences) {
    const open = paragraphs.at(-1);
    const last = open?.at(-1);
    const isNew =
      !open || !last || open.length >= sentencesPerParagraph || sentence.fromMs - last.toMs > longPauseMs;
    if (isNew) paragraphs.push([sentence]);
    else open.push(sentence);
  }
  return paragraphs;
}

export function renderParagraph(sentences: readonly Sentence[]): string {
  return sentences
    .map(({ text }) => text)
    .join('')
    .trim();
}

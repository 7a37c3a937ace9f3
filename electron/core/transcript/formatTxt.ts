/** Plain text for reading. */
import type { Sentence, Transcript } from '../../contract/job.ts';
import { longPauseMs } from './sentences.ts';
import { findSimulatedNotice } from './simulatedNotice.ts';

/** A paragraph of speech without long pauses holds this many sentences. */
const sentencesPerParagraph = 5;

/** Paragraphs with an empty line between: a new one after a long pause, else every five sentences. No text gives ''; a simulated card is told first. */
export function renderTxt(transcript: Transcript): string {
  const paragraphs: Sentence[][] = [];
  for (const sentence of transcript.sentences) {
    const open = paragraphs.at(-1);
    const last = open?.at(-1);
    const isNew =
      !open || !last || open.length >= sentencesPerParagraph || sentence.fromMs - last.toMs > longPauseMs;
    if (isNew) paragraphs.push([sentence]);
    else open.push(sentence);
  }
  const notice = findSimulatedNotice(transcript);
  const head = notice === null ? [] : [`[${notice}]\n`];
  const body = paragraphs.map(
    (sentences) =>
      `${sentences
        .map(({ text }) => text)
        .join('')
        .trim()}\n`,
  );
  return [...head, ...body].join('\n');
}

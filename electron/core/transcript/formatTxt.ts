/** Plain text for reading. */
import type { Transcript } from '../../contract/job.ts';
import { foldParagraphs, renderParagraph } from './paragraphs.ts';
import { findSimulatedNotice } from './simulatedNotice.ts';

/** Paragraphs with an empty line between. No text gives ''; a simulated card is told first. */
export function renderTxt(transcript: Transcript): string {
  const notice = findSimulatedNotice(transcript);
  const head = notice === null ? [] : [`[${notice}]\n`];
  const body = foldParagraphs(transcript.sentences).map((sentences) => `${renderParagraph(sentences)}\n`);
  return [...head, ...body].join('\n');
}

/** A transcript as a document for reading: what stands in it, whatever program it is for. */
import type { Transcript } from '../../contract/job.ts';
import { showClock } from './formatSrt.ts';
import { stemOf } from './outputName.ts';
import { foldParagraphs, renderParagraph } from './paragraphs.ts';
import { findSimulatedNotice } from './simulatedNotice.ts';

export interface TranscriptDocument {
  readonly title: string;
  /** Length, model, and when it was made. */
  readonly facts: string;
  readonly notice: string | null;
  /** `at`: h:mm:ss from the file's start. */
  readonly paragraphs: readonly { readonly at: string; readonly text: string }[];
}

/** `date`: local, of when it was made. A document has no language of its own: facts are figures and names. */
export function foldDocument(transcript: Transcript, date: string): TranscriptDocument {
  const clock = (ms: number): string =>
    showClock(ms, '.')
      .slice(0, -4)
      .replace(/^0(?=\d:)/, '');
  return {
    title: stemOf(transcript.name),
    facts: [clock(transcript.durationMs), transcript.modelName, date].join(' · '),
    notice: findSimulatedNotice(transcript),
    paragraphs: foldParagraphs(transcript.sentences).map((sentences) => ({
      at: clock(sentences[0]?.fromMs ?? 0),
      text: renderParagraph(sentences),
    })),
  };
}

/** Every format a transcript can be had in. */
import type { Transcript, TranscriptFormat } from '../../contract/job.ts';
import { renderJson } from './formatJson.ts';
import { renderSrt } from './formatSrt.ts';
import { renderTxt } from './formatTxt.ts';
import { renderVtt } from './formatVtt.ts';
import { outputName } from './outputName.ts';

export interface RenderedTranscript {
  readonly fileName: string;
  readonly mime: string;
  readonly content: string;
}

export const renderers: Readonly<
  Record<TranscriptFormat, { mime: string; render: (transcript: Transcript) => string }>
> = {
  txt: { mime: 'text/plain; charset=utf-8', render: renderTxt },
  srt: { mime: 'application/x-subrip; charset=utf-8', render: renderSrt },
  vtt: { mime: 'text/vtt; charset=utf-8', render: renderVtt },
  json: { mime: 'application/json', render: renderJson },
};

/** The file's name comes from the source's, less its extension, so that players pair subtitles with their media. */
export function renderTranscript(transcript: Transcript, format: TranscriptFormat): RenderedTranscript {
  const { mime, render } = renderers[format];
  return { fileName: outputName(transcript.name, format), mime, content: render(transcript) };
}

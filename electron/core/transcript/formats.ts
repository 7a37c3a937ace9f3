/** Every format of text a transcript can be had in; a Word document is no text and made by the host. */
import type { Transcript, TranscriptFormat } from '../../contract/job.ts';
import { renderJson } from './formatJson.ts';
import { renderSrt } from './formatSrt.ts';
import { renderTxt } from './formatTxt.ts';
import { renderVtt } from './formatVtt.ts';

export type TextFormat = Exclude<TranscriptFormat, 'docx'>;

export const textFormats = ['txt', 'srt', 'vtt', 'json'] as const satisfies readonly TextFormat[];

export const mimes: Readonly<Record<TranscriptFormat, string>> = {
  txt: 'text/plain; charset=utf-8',
  srt: 'application/x-subrip; charset=utf-8',
  vtt: 'text/vtt; charset=utf-8',
  json: 'application/json',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
};

export const textRenderers: Readonly<Record<TextFormat, (transcript: Transcript) => string>> = {
  txt: renderTxt,
  srt: renderSrt,
  vtt: renderVtt,
  json: renderJson,
};

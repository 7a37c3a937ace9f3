/** A transcript in the shapes of OpenAI's transcription answers. */
import type { Sentence, Transcript } from '../../contract/job.ts';
import { mimes, textRenderers } from '../transcript/formats.ts';
import { findSimulatedNotice } from '../transcript/simulatedNotice.ts';
import type { AnswerFormat, TranscriptionAsk } from './transcriptionAsk.ts';

export interface RenderedAnswer {
  readonly mime: string;
  readonly content: string;
}

type AnswerAsk = Pick<TranscriptionAsk, 'granularities' | 'language'>;

const renderers: Readonly<
  Record<AnswerFormat, { mime: string; render: (transcript: Transcript, ask: AnswerAsk) => string }>
> = {
  json: { mime: 'application/json', render: renderShort },
  verbose_json: { mime: 'application/json', render: renderVerbose },
  text: { mime: 'text/plain; charset=utf-8', render: renderText },
  srt: { mime: mimes.srt, render: textRenderers.srt },
  vtt: { mime: mimes.vtt, render: textRenderers.vtt },
};

export function renderAnswer(
  transcript: Transcript,
  { format, ...ask }: AnswerAsk & Pick<TranscriptionAsk, 'format'>,
): RenderedAnswer {
  const { mime, render } = renderers[format];
  return { mime, content: render(transcript, ask) };
}

/** What OpenAI calls usage: sound is counted by its length, in whole seconds. */
export function usageOf({ durationMs }: Transcript): { type: 'duration'; seconds: number } {
  return { type: 'duration', seconds: Math.ceil(durationMs / 1000) };
}

/** What of a transcript no OpenAI field says; other clients pass over it. */
function ownFields(transcript: Transcript): Record<string, unknown> {
  const { jobId, modelName, isDemo, notes, holes, editedAt } = transcript;
  return {
    job_id: jobId,
    model: modelName,
    ...(isDemo && { is_demo: true }),
    ...(editedAt !== null && { edited_at: new Date(editedAt).toISOString() }),
    notes,
    holes: holes.map(inSeconds),
  };
}

function renderShort(transcript: Transcript): string {
  const usage = usageOf(transcript);
  return JSON.stringify({ text: transcript.text.trim(), usage, ...ownFields(transcript) });
}

function renderText(transcript: Transcript): string {
  const notice = findSimulatedNotice(transcript);
  return `${notice === null ? '' : `[${notice}]\n`}${transcript.text.trim()}\n`;
}

/** Times in seconds from the file's start. */
function renderVerbose(transcript: Transcript, { granularities, language }: AnswerAsk): string {
  const { text, sentences, durationMs, timesSource, hotwords } = transcript;
  return JSON.stringify({
    task: 'transcribe',
    language: language ?? languageOf(text),
    duration: durationMs / 1000,
    text: text.trim(),
    ...(granularities.includes('segment') && { segments: sentences.map(toSegment) }),
    ...(granularities.includes('word') && { words: sentences.flatMap(toWords) }),
    usage: usageOf(transcript),
    ...ownFields(transcript),
    times_source: timesSource,
    hotwords,
  });
}

/** Whisper's own figures, which no model of ours has: clients look for the keys. */
const unknownFigures = {
  ...{ seek: null, tokens: [], temperature: null, avg_logprob: null },
  ...{ compression_ratio: null, no_speech_prob: null },
};

function toSegment(sentence: Sentence, id: number): Record<string, unknown> {
  return { id, ...inSeconds(sentence), text: sentence.text.trim(), ...unknownFigures };
}

function toWords({ words }: Sentence): Record<string, unknown>[] {
  return words.map((word) => ({ word: word.text.trim(), ...inSeconds(word) }));
}

function inSeconds({ fromMs, toMs }: { fromMs: number; toMs: number }): { start: number; end: number } {
  return { start: fromMs / 1000, end: toMs / 1000 };
}

/** By its script, since no model of ours says what it hears. ISO 639-1; `und` where there is no text to tell by. */
function languageOf(text: string): string {
  if (/\p{Script=Han}/u.test(text)) return 'zh';
  return /\p{Script=Latin}/u.test(text) ? 'en' : 'und';
}

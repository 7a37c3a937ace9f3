/**
 * FunASR's own offline protocol: a JSON message that says what comes, the sound, a JSON message at its end, the text as
 * JSON. Fields as in FunASR's runtime/docs/websocket_protocol.md, and the `is_end` of its Python server 1.4.
 */
import { z } from 'zod';
import type { Failure } from '../../contract/failure.ts';
import type { Transcript } from '../../contract/job.ts';
import { Failed } from '../failed.ts';
import { foldHotwords } from '../hotwords.ts';
import { toApiError } from './apiError.ts';
import type { Language } from '../../contract/language.ts';

/** What its clients write; fields of online recognition and of text normalisation say nothing to an offline Paraformer. */
const message = z.object({
  mode: z.string().max(100).nullish(),
  wav_name: z.string().nullish(),
  wav_format: z.string().max(100).nullish(),
  audio_fs: z.coerce.number().int().min(1_000).max(384_000).nullish(),
  hotwords: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish(),
  is_speaking: z.boolean().nullish(),
  is_finished: z.boolean().nullish(),
  is_end: z.boolean().nullish(),
});

export type FunasrMessage = z.infer<typeof message>;

/** What is known of the recording that comes: defaults of FunASR's C++ server. */
export interface FunasrTake {
  readonly name: string;
  /** Bare PCM, 16 bits, mono; else a file with its header. */
  readonly isPcm: boolean;
  readonly rateHz: number;
  /** null: those of the settings. */
  readonly hotwords: readonly string[] | null;
}

export const anyTake: FunasrTake = { name: 'wav-default-id', isPcm: true, rateHz: 16_000, hotwords: null };

const longestName = 255;

/** Throws bad-request. */
export function parseFunasrMessage(text: string): FunasrMessage {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new Failed('bad-request', 'a text message is JSON', { field: 'message' });
  }
  const parsed = message.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const field = String(issue?.path[0] ?? 'message');
  throw new Failed('bad-request', `${field}: ${issue?.message ?? 'not as it must be'}`, { field });
}

/** What a message changes. Throws bad-request where it asks for what is not served. */
export function foldTake(take: FunasrTake, told: FunasrMessage): FunasrTake {
  const { mode, wav_name: name, wav_format: format, audio_fs: rateHz, hotwords } = told;
  if (mode && mode !== 'offline') {
    const words = `mode ${mode} is not served here, whole recordings are: connect with mode offline`;
    throw new Failed('bad-request', words, { field: 'mode' });
  }
  return {
    name: name ? name.slice(0, longestName) : take.name,
    isPcm: format ? format.toLowerCase() === 'pcm' : take.isPcm,
    rateHz: rateHz ?? take.rateHz,
    hotwords: hotwords ? parseHotwords(hotwords) : take.hotwords,
  };
}

export function isEndOfTake({ is_speaking: isSpeaking, is_finished: isFinished }: FunasrMessage): boolean {
  return isSpeaking === false || isFinished === true;
}

/** Words with weights as JSON, or words alone, parted by spaces, commas or lines; weights say nothing to Paraformer. */
function parseHotwords(told: NonNullable<FunasrMessage['hotwords']>): readonly string[] | null {
  const words = typeof told === 'string' ? (readWeighed(told) ?? splitWords(told)) : Object.keys(told);
  const folded = foldHotwords(words);
  return folded.length === 0 ? null : folded;
}

function splitWords(text: string): string[] {
  return text.split(/[\s,，、;；]+/).filter((word) => !/^[\d.]+$/.test(word));
}

function readWeighed(text: string): string[] | null {
  if (!text.trimStart().startsWith('{')) return null;
  try {
    return Object.keys(JSON.parse(text) as object);
  } catch {
    return null;
  }
}

type Json = Readonly<Record<string, unknown>>;

/** Times stand in it where the model measures them, as FunASR gives them for such models only; ms. */
export function renderFunasrResult(transcript: Transcript, name: string): Json {
  const { jobId, modelName, isDemo, notes, timesSource } = transcript;
  const own = { job_id: jobId, model: modelName, ...(isDemo && { is_demo: true }), notes };
  const text = transcript.text.trim();
  const head = { mode: 'offline', wav_name: name, text, is_final: true };
  return { ...head, ...(timesSource === 'cif' && renderTimes(transcript)), ...own };
}

/** What FunASR's client from 1.4 on waits for. */
export function renderFunasrEnd(name: string): Json {
  return { mode: 'offline', wav_name: name, is_final: true, is_end: true };
}

/** No text and not final, so that nobody takes it for a result; clients from 1.4 on show `error`. */
export function renderFunasrFailure(failure: Failure, name: string, language: Language): Json {
  const { message: cause, code, fix } = toApiError(failure, language).body.error;
  const head = { mode: 'offline', wav_name: name, text: '', is_final: false, is_end: true };
  return { ...head, error: `${cause} ${fix}`, code };
}

interface Stretch {
  readonly tokens: string[];
  readonly times: [number, number][];
  punc: string;
}

/** `timestamp` is JSON in a string, a pair for each character or word; a stretch ends at each mark. */
function renderTimes({ sentences }: Transcript): Json {
  const words = sentences.flatMap((sentence) => sentence.words);
  const times = words.map(({ fromMs, toMs }): [number, number] => [fromMs, toMs]);
  const stretches: Stretch[] = [];
  let open: Stretch | null = null;
  for (const { text, fromMs, toMs } of words) {
    const [, token = '', punc = ''] = /^\s*(.*?)([，。？！、；：,.?!;:]*)\s*$/su.exec(text) ?? [];
    if (open === null) stretches.push((open = { tokens: [], times: [], punc: '' }));
    open.tokens.push(token);
    open.times.push([fromMs, toMs]);
    open.punc = punc;
    if (punc !== '') open = null;
  }
  return { timestamp: JSON.stringify(times), stamp_sents: stretches.map(renderStretch) };
}

function renderStretch({ tokens, times, punc }: Stretch): Json {
  const [start = -1, end = -1] = [times[0]?.[0], times.at(-1)?.[1]];
  return { text_seg: tokens.join(' '), punc, start, end, ts_list: times };
}

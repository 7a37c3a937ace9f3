/** What a program asks for beside its file: the fields of OpenAI's transcription form, and ours. */
import { hotwordLimits } from '../../contract/job.ts';
import { Failed } from '../failed.ts';
import { foldHotwords } from '../hotwords.ts';

export const answerFormats = ['json', 'text', 'srt', 'vtt', 'verbose_json'] as const;
export type AnswerFormat = (typeof answerFormats)[number];

export const granularityNames = ['segment', 'word'] as const;
type Granularity = (typeof granularityNames)[number];

export interface TranscriptionAsk {
  /** As it was written; null: not said. */
  readonly model: string | null;
  /** As it was written; the model decides all the same. null: not said. */
  readonly language: string | null;
  /** null: those of the settings. */
  readonly hotwords: readonly string[] | null;
  readonly format: AnswerFormat;
  /** Of verbose_json. */
  readonly granularities: readonly Granularity[];
  readonly isStreamed: boolean;
}

/** Fields in the order they came; a name may come several times. Unknown ones are other engines' and harm nothing. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/** Throws bad-request; its detail's `field` names the form's field. */
export function parseAsk(fields: FormFields): TranscriptionAsk {
  return {
    model: lastOf(fields, 'model'),
    language: lastOf(fields, 'language'),
    hotwords: parseHotwords(fields),
    format: oneOf('response_format', lastOf(fields, 'response_format') ?? 'json', answerFormats),
    granularities: parseGranularities(fields),
    isStreamed: parseFlag('stream', lastOf(fields, 'stream')),
  };
}

function parseGranularities(fields: FormFields): readonly Granularity[] {
  const asked = allOf(fields, 'timestamp_granularities').map((value) =>
    oneOf('timestamp_granularities', value, granularityNames),
  );
  return asked.length === 0 ? ['segment'] : [...new Set(asked)];
}

/** Longer parts of a prompt are sentences, which Whisper takes for style; a name has no more characters. */
const longestName = 20;

/** `hotwords` are meant as such. A `prompt` is Whisper's: names parted by commas or lines are taken, sentences left. */
function parseHotwords(fields: FormFields): readonly string[] | null {
  const words = allOf(fields, 'hotwords').flatMap((value) => value.split(/[\n,，、;；]/));
  const named = splitPrompt(lastOf(fields, 'prompt') ?? '');
  const asked = foldHotwords([...words, ...named]);
  return asked.length === 0 ? null : asked;
}

function splitPrompt(prompt: string): string[] {
  return prompt
    .split(/[\n,，、;；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '' && [...part].length <= longestName && !/[.。?？!！:：]/.test(part))
    .slice(0, hotwordLimits.words);
}

function lastOf(fields: FormFields, name: string): string | null {
  return allOf(fields, name).at(-1) ?? null;
}

/** Clients write lists as `name` or `name[]`. */
function allOf(fields: FormFields, name: string): string[] {
  return fields.flatMap(([key, value]) => (key === name || key === `${name}[]` ? [value] : []));
}

function oneOf<T extends string>(field: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((one) => one === value);
  if (found !== undefined) return found;
  throw new Failed('bad-request', `${field} is one of ${allowed.join(', ')}, not ${value.slice(0, 100)}`, {
    field,
  });
}

function parseFlag(field: string, value: string | null): boolean {
  if (value === null || value === '' || /^(false|0)$/i.test(value)) return false;
  if (/^(true|1)$/i.test(value)) return true;
  throw new Failed('bad-request', `${field} is true or false, not ${value.slice(0, 100)}`, { field });
}

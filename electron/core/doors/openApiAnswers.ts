/** What the doors for programs answer, as the OpenAPI document tells it: bodies, and the headers that are ours. */
import { z } from 'zod';
import { apiErrorBody, apiTranscription, apiVerboseTranscription } from './apiSchemas.ts';

export type Json = Readonly<Record<string, unknown>>;

interface Answer extends Json {
  readonly description: string;
  readonly headers?: Json;
}

const string = { type: 'string' };
const seconds = { type: 'integer', minimum: 0 };

function header(description: string, schema: Json, required = true): Json {
  return { description, required, schema };
}

/** Names of headers are told once here; what else stands on an answer is HTTP's own. */
const errorHeaders = {
  'X-Error-Code': header('The code of the body, for who reads none.', string),
  'X-Should-Retry': header('Whether a wait may help.', { type: 'string', enum: ['true', 'false'] }),
  'X-Request-Id': header('The job, where there is one already.', string, false),
};
const retryHeaders = {
  ...errorHeaders,
  'Retry-After': header('Seconds; left out where nobody can tell.', seconds, false),
};
const jobHeaders = { 'X-Request-Id': header('The job’s id.', string) };

export function text(description: string, mime = 'text/plain'): Answer {
  return { description, content: { [mime]: { schema: string } } };
}

export function json(description: string, schema: z.ZodType): Answer {
  return {
    description,
    content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'output' }) } },
  };
}

function refusal(description: string, headers: Json = errorHeaders): Answer {
  return { ...json(description, apiErrorBody), headers };
}

/** One event of a stream, as who reads it gets it. */
const event: Json = {
  type: 'object',
  required: ['data'],
  properties: {
    event: string,
    id: { type: 'string', description: 'Of the last one; sent back as Last-Event-ID it is answered 204.' },
    data: { type: 'string', description: 'JSON', contentMediaType: 'application/json' },
  },
};

/** What every route may answer. */
export const refused = {
  '401': refusal('The door asks for a key, and none that it knows was sent.'),
  '403': refusal('Under that Host name, or from that page, nothing is answered.'),
  '404': refusal('There is nothing under this id or address.'),
  '429': refusal('The queue is full, or too many wrong keys came.', retryHeaders),
  '500': refusal('Something in the host went wrong.'),
};
export const badRequest = refusal('A field, or the file, is not as it must be.');
export const notEnded = refusal('It has not ended yet.');
export const refusedFile = {
  ...refused,
  '400': badRequest,
  '409': refusal('The job was cancelled.'),
  '413': refusal('The file is too large.'),
  '415': refusal('It is no form.'),
  '422': refusal('Parts of the sound have no text, or the file ended every instance that tried it.'),
  '503': refusal('Nobody is there to recognise it, or the host is about to end.', retryHeaders),
  '507': refusal(
    'The host’s disk is full. It is looked at every second, and files are taken again once there is room.',
    retryHeaders,
  ),
};

export const accepted = {
  headers: { ...jobHeaders, Location: header('Where the job is told of.', string) },
};

const events = { 'text/event-stream': { schema: event } };
export const endTold: Answer = {
  description: 'Its end was told to whoever asks: there is no more.',
  headers: jobHeaders,
};
export const jobEvents: Answer = { description: 'Until it has ended.', content: events, headers: jobHeaders };

const transcriptBody = {
  'application/json': {
    schema: {
      anyOf: [apiTranscription, apiVerboseTranscription].map((one) => z.toJSONSchema(one, { io: 'output' })),
    },
  },
  ...Object.fromEntries(
    ['text/plain', 'application/x-subrip', 'text/vtt'].map((mime) => [mime, { schema: string }]),
  ),
};
export const transcription: Answer = {
  description: 'The text, in the format that was asked for; with stream=true as server-sent events.',
  content: { ...transcriptBody, ...events },
  headers: jobHeaders,
};
export const transcript: Answer = {
  description: 'The text, in the format that was asked for.',
  content: transcriptBody,
  headers: { 'X-Job-State': header('How the job ended.', string) },
};

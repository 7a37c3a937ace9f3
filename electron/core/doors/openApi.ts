/** The OpenAPI document of the doors for programs. */
import { z } from 'zod';
import {
  apiAcceptedJob,
  apiErrorBody,
  apiHealth,
  apiJob,
  apiJobWithText,
  apiModel,
  apiModels,
  apiReadiness,
  apiTranscription,
  apiVerboseTranscription,
} from './apiSchemas.ts';
import { webhookMessage } from './webhookMessage.ts';
import { answerFormats, granularityNames } from './transcriptionAsk.ts';

type Json = Readonly<Record<string, unknown>>;

const text = (description: string, mime = 'text/plain'): Json => ({
  description,
  content: { [mime]: { schema: { type: 'string' } } },
});
const json = (description: string, schema: z.ZodType): Json => ({
  description,
  content: { 'application/json': { schema: z.toJSONSchema(schema, { io: 'output' }) } },
});
/** One event of a stream, as who reads it gets it. */
const event: Json = {
  type: 'object',
  required: ['data'],
  properties: {
    event: { type: 'string' },
    data: { type: 'string', description: 'JSON', contentMediaType: 'application/json' },
  },
};
const refusal = (description: string): Json => json(description, apiErrorBody);

/** What every route may answer. */
const refused = {
  '401': refusal('The door asks for a key, and none that it knows was sent.'),
  '403': refusal('Under that Host name, or from that page, nothing is answered.'),
  '404': refusal('There is nothing under this id or address.'),
  '429': refusal('The queue is full, or too many wrong keys came; see Retry-After.'),
  '500': refusal('Something in the host went wrong.'),
};
const refusedFile = {
  ...refused,
  '400': refusal('A field, or the file, is not as it must be.'),
  '409': refusal('The job was cancelled.'),
  '413': refusal('The file is too large.'),
  '415': refusal('It is no form.'),
  '422': refusal('Parts of the sound have no text, or the file ended every instance that tried it.'),
  '503': refusal('Nobody is there to recognise it, or the host is about to end; see Retry-After.'),
  '507': refusal('The host’s disk is full.'),
};

const form = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: {
          file: { type: 'string', format: 'binary' },
          model: { type: 'string', default: 'whisper-1' },
          language: {
            type: 'string',
            description: 'Said again in the answer; the model decides all the same.',
          },
          prompt: { type: 'string', description: 'Names parted by commas are taken as hotwords.' },
          hotwords: { type: 'string', description: 'One a line, or parted by commas.' },
          response_format: { type: 'string', enum: answerFormats, default: 'json' },
          'timestamp_granularities[]': { type: 'array', items: { type: 'string', enum: granularityNames } },
          stream: { type: 'boolean', default: false },
        },
      },
    },
  },
};

const sendHeaders = [
  header(
    'Idempotency-Key',
    'A request sent again under it meets the same job; `content`: the file is the key.',
  ),
  header('X-If-Gone', '`cancel`: its job ends with its sender.'),
];
const jobId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const format = {
  name: 'format',
  in: 'query',
  schema: { type: 'string', enum: answerFormats, default: 'json' },
};

function header(name: string, description: string): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } };
}

const transcript = {
  description: 'The text, in the format that was asked for; with stream=true as server-sent events.',
  content: {
    'application/json': {
      schema: {
        anyOf: [apiTranscription, apiVerboseTranscription].map((one) =>
          z.toJSONSchema(one, { io: 'output' }),
        ),
      },
    },
    ...Object.fromEntries(
      ['text/plain', 'application/x-subrip', 'text/vtt'].map((mime) => [
        mime,
        { schema: { type: 'string' } },
      ]),
    ),
    'text/event-stream': { schema: event },
  },
};

const paths = {
  '/v1/audio/transcriptions': {
    post: {
      summary: 'Text of a file',
      parameters: sendHeaders,
      requestBody: form,
      responses: { '200': transcript, ...refusedFile },
    },
  },
  '/v1/jobs': {
    post: {
      summary: 'Accepts a file and answers at once',
      ...{ parameters: sendHeaders, requestBody: form },
      responses: { '202': json('The job.', apiAcceptedJob), ...refusedFile },
    },
  },
  '/v1/jobs/{id}': {
    get: {
      summary: 'State, progress and text so far',
      parameters: [jobId],
      responses: { '200': json('The job.', apiJobWithText), ...refused },
    },
    delete: {
      summary: 'Cancels it',
      parameters: [jobId],
      responses: { '200': json('The job.', apiJob), ...refused },
    },
  },
  '/v1/jobs/{id}/events': {
    get: {
      summary: 'job at each change, text with all there is so far, end',
      parameters: [jobId],
      responses: {
        '200': {
          description: 'Until it has ended.',
          content: { 'text/event-stream': { schema: event } },
        },
        ...refused,
      },
    },
  },
  '/v1/jobs/{id}/transcript': {
    get: {
      summary: 'The text, also of an incomplete job',
      parameters: [jobId, format],
      responses: {
        '200': transcript,
        '400': refusedFile['400'],
        '409': refusal('It has not ended yet.'),
        ...refused,
      },
    },
  },
  '/v1/models': {
    get: {
      summary: 'The models of the instances',
      responses: { '200': json('All of them.', apiModels), ...refused },
    },
  },
  '/v1/models/{id}': {
    get: {
      summary: 'One of them',
      parameters: [jobId],
      responses: { '200': json('The model.', apiModel), ...refused },
    },
  },
  '/healthz': {
    get: { summary: 'The host answers', responses: { '200': json('It does.', apiHealth), ...refused } },
  },
  '/readyz': {
    get: {
      summary: 'An instance and a front are ready',
      responses: {
        '200': json('They are.', apiReadiness),
        ...refused,
        '503': json('Not yet.', apiReadiness),
      },
    },
  },
  '/metrics': {
    get: { summary: 'Figures for Prometheus', responses: { '200': text('Text format 0.0.4.'), ...refused } },
  },
};

const webhookHeaders = [
  header('Webhook-Id', 'The same at each try of a message.'),
  header('Webhook-Timestamp', 'Seconds since the epoch.'),
  header(
    'Webhook-Signature',
    'v1, and HMAC-SHA256 of id.timestamp.body in base64, as standardwebhooks.com has it.',
  ),
];

/** What a host tells the address of its settings. */
const webhooks = Object.fromEntries(
  webhookMessage.options.map((option) => [
    option.shape.type.value,
    {
      post: {
        summary: 'Told once; tried again for two hours unless it is answered 2xx or refused with 4xx',
        parameters: webhookHeaders,
        requestBody: {
          required: true,
          content: { 'application/json': { schema: z.toJSONSchema(option, { io: 'output' }) } },
        },
        responses: { '2XX': { description: 'Taken.' } },
      },
    },
  ]),
);

export function renderOpenApi(version: string): Json {
  return {
    openapi: '3.1.0',
    info: {
      title: 'ParaDeck',
      version,
      description: 'OpenAI’s transcription API over a fleet of Paraformer instances, and its jobs.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    // A key is asked for only where other machines reach the door.
    security: [{}, { key: [] }],
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer' } } },
    paths,
    webhooks,
  };
}

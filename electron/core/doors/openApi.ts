/** The OpenAPI document of the doors for programs. */
import { z } from 'zod';
import {
  apiAcceptedJob,
  apiHealth,
  apiJob,
  apiJobWithText,
  apiModel,
  apiModels,
  apiReadiness,
} from './apiSchemas.ts';
import {
  accepted,
  badRequest,
  endTold,
  jobEvents,
  json,
  notEnded,
  refused,
  refusedFile,
  text,
  transcript,
  transcription,
} from './openApiAnswers.ts';
import type { Json } from './openApiAnswers.ts';
import { webhookMessage } from './webhookMessage.ts';
import { answerFormats, granularityNames } from './transcriptionAsk.ts';

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
  headerParameter(
    'Idempotency-Key',
    'A request sent again under it meets the same job; `content`: the file is the key.',
  ),
  headerParameter('X-If-Gone', '`cancel`: its job ends with its sender.'),
];
const jobId = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const lastEventId = headerParameter('Last-Event-ID', 'As browsers send it when a line broke.');
const granularities = {
  ...{ name: 'timestamp_granularities[]', in: 'query', explode: true },
  description: 'Of verbose_json.',
  schema: { type: 'array', items: { type: 'string', enum: granularityNames } },
};
const format = {
  name: 'format',
  in: 'query',
  schema: { type: 'string', enum: answerFormats, default: 'json' },
};

const paths = {
  '/v1/audio/transcriptions': {
    post: {
      summary: 'Text of a file',
      parameters: sendHeaders,
      requestBody: form,
      responses: { '200': transcription, ...refusedFile },
    },
  },
  '/v1/jobs': {
    post: {
      summary: 'Accepts a file and answers at once',
      ...{ parameters: sendHeaders, requestBody: form },
      responses: { '202': { ...json('The job.', apiAcceptedJob), ...accepted }, ...refusedFile },
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
      parameters: [jobId, lastEventId],
      responses: {
        ...{ '200': jobEvents, '204': endTold },
        ...refused,
      },
    },
  },
  '/v1/jobs/{id}/transcript': {
    get: {
      summary: 'The text, also of an incomplete job',
      parameters: [jobId, format, granularities],
      responses: {
        '200': transcript,
        ...{ '400': badRequest, '409': notEnded },
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
  headerParameter('Webhook-Id', 'The same at each try of a message.'),
  headerParameter('Webhook-Timestamp', 'Seconds since the epoch.'),
  headerParameter(
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

function headerParameter(name: string, description: string): Json {
  return { name, in: 'header', required: false, description, schema: { type: 'string' } };
}

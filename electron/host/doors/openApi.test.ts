/** What the served document promises is what the door does. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
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
} from '../../core/doors/apiSchemas.ts';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor } from './apiDoorTrials.ts';
import type { Asked } from './doorTrials.ts';
import { parseApiRoute } from './apiRoutes.ts';
import { sampleJob } from './standIns.ts';

type Paths = Record<string, Record<string, { responses: Record<string, unknown> }>>;

let trial: TrialApiDoor;
beforeEach(async () => {
  trial = await openTrialApiDoor();
});
afterEach(() => trial.close());

async function readPaths(): Promise<Paths> {
  return (JSON.parse((await trial.ask({ path: '/openapi.json' })).text) as { paths: Paths }).paths;
}

test('every operation of it is a route of the door', async () => {
  const operations = Object.entries(await readPaths()).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => [method.toUpperCase(), path.replace('{id}', 'x')] as const),
  );
  expect(operations.length).toBeGreaterThanOrEqual(11);
  for (const [method, path] of operations)
    expect(parseApiRoute(method, path), `${method} ${path}`).toBeDefined();
});

const post = (path: string, fields: readonly (readonly [string, string])[] = []): Asked => ({
  ...{ method: 'POST', path },
  ...renderForm(fields),
});
const id = sampleJob.id;
const answers: readonly (readonly [string, Asked, string, number, z.ZodObject])[] = [
  ['text', post('/v1/audio/transcriptions'), '/v1/audio/transcriptions', 200, apiTranscription],
  [
    'text with times',
    post('/v1/audio/transcriptions', [
      ['response_format', 'verbose_json'],
      ['timestamp_granularities[]', 'word'],
    ]),
    ...(['/v1/audio/transcriptions', 200, apiVerboseTranscription] as const),
  ],
  ['a job', post('/v1/jobs'), '/v1/jobs', 202, apiAcceptedJob],
  ['a job’s state', { path: `/v1/jobs/${id}` }, '/v1/jobs/{id}', 200, apiJobWithText],
  ['a job cancelled', { method: 'DELETE', path: `/v1/jobs/${id}` }, '/v1/jobs/{id}', 200, apiJob],
  ['no job', { path: '/v1/jobs/nothing' }, '/v1/jobs/{id}', 404, apiErrorBody],
  ['a transcript', { path: `/v1/jobs/${id}/transcript` }, '/v1/jobs/{id}/transcript', 200, apiTranscription],
  [
    'a bad format',
    { path: `/v1/jobs/${id}/transcript?format=x` },
    '/v1/jobs/{id}/transcript',
    400,
    apiErrorBody,
  ],
  ['models', { path: '/v1/models' }, '/v1/models', 200, apiModels],
  ['a model', { path: '/v1/models/demo-asr' }, '/v1/models/{id}', 200, apiModel],
  ['no model', { path: '/v1/models/nothing' }, '/v1/models/{id}', 404, apiErrorBody],
  ['health', { path: '/healthz' }, '/healthz', 200, apiHealth],
  ['readiness', { path: '/readyz' }, '/readyz', 200, apiReadiness],
];

test.each(answers)(
  '%s is answered as documented, with nothing beside it',
  async (_what, asked, path, status, schema) => {
    const answer = await trial.ask(asked);
    expect(answer.status, answer.text).toBe(status);
    schema.strict().parse(JSON.parse(answer.text));
    const documented = (await readPaths())[path]?.[(asked.method ?? 'GET').toLowerCase()]?.responses;
    expect(Object.keys(documented ?? {})).toContain(String(status));
  },
);

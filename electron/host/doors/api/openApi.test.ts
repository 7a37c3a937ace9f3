/** What the served document promises is what the door does. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { z } from 'zod';
import { Failed } from '../../../core/failed.ts';
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
} from '../../../core/doors/apiSchemas.ts';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor, TrialOptions } from './apiDoorTrials.ts';
import type { Answered, Asked } from '../panel/doorTrials.ts';
import { parseApiRoute } from './apiRoutes.ts';
import { sampleJob } from '../standIns.ts';

interface Documented {
  readonly headers?: Readonly<Record<string, { required: boolean }>>;
}
type Paths = Record<string, Record<string, { responses: Record<string, Documented | undefined> }>>;

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
    expectAsDocumented(answer, documented?.[status]);
  },
);

/** Headers that mean something here; the others are HTTP's own, or of the door's strictness. */
function isOwn(name: string): boolean {
  return /^(x-(?!content-type-options|accel-buffering)|retry-after$|location$)/.test(name);
}

function expectAsDocumented({ headers, status }: Answered, documented: Documented | undefined): void {
  expect(documented, String(status)).toBeDefined();
  const told = Object.entries(documented?.headers ?? {}).map(([name, { required }]) => ({
    ...{ name: name.toLowerCase(), required },
  }));
  const names = told.map(({ name }) => name);
  for (const name of Object.keys(headers).filter(isOwn)) expect(names).toContain(name);
  for (const { name } of told.filter(({ required }) => required))
    expect(Object.keys(headers)).toContain(name);
}

const big: Asked = { ...post('/v1/audio/transcriptions'), promisedBytes: 3 * 1024 ** 3 };
const refusals: readonly (readonly [number, Asked, TrialOptions, string | undefined])[] = [
  [400, { ...post('/v1/jobs', [['response_format', 'docx']]) }, {}, undefined],
  [401, post('/v1/jobs'), { address: { findKey: () => null } }, undefined],
  [403, { ...post('/v1/jobs'), headers: { ...post('').headers, host: 'evil.example' } }, {}, undefined],
  [409, post('/v1/audio/transcriptions'), { job: { ...sampleJob, state: 'cancelled' } }, undefined],
  [413, big, {}, undefined],
  [415, { ...post('/v1/jobs'), headers: { 'content-type': 'text/plain' } }, {}, undefined],
  [429, post('/v1/jobs'), { load: { jobs: 1_000, remainingS: 30 } }, 'Retry-After'],
  [503, post('/v1/audio/transcriptions'), { instances: [] }, 'Retry-After'],
  [507, { ...post('/v1/jobs'), promisedBytes: 10 }, { load: { isDiskFull: true } }, 'Retry-After'],
  // It became full of the file itself.
  [507, post('/v1/jobs'), { refused: new Failed('disk-full', 'no room') }, 'Retry-After'],
];

test.each(refusals)('%i is refused as documented, by its body and its headers', async (...row) => {
  const [status, asked, options, header] = row;
  const own = await openTrialApiDoor(options);
  try {
    const answer = await own.ask(asked);
    expect(answer.status, answer.text).toBe(status);
    const { code } = apiErrorBody.strict().parse(JSON.parse(answer.text)).error;
    expect(answer.headers['x-error-code']).toBe(code);
    const documented = (await readPaths())[asked.path]?.['post']?.responses[status];
    expectAsDocumented(answer, documented);
    if (header !== undefined) expect(Object.keys(answer.headers)).toContain(header.toLowerCase());
  } finally {
    await own.close();
  }
});

test('events are told of as they come, and their end, sent back, as no more', async () => {
  const path = `/v1/jobs/${id}/events`;
  const first = await trial.ask({ path });
  const last = /id: (\S+)/.exec(first.text)?.[1];
  const again = await trial.ask({ path, headers: { 'last-event-id': last } });
  expect([first.status, again.status, again.text]).toEqual([200, 204, '']);
  const documented = (await readPaths())['/v1/jobs/{id}/events']?.['get']?.responses;
  expectAsDocumented(first, documented?.[200]);
  expectAsDocumented(again, documented?.[204]);
});

import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor, TrialOptions } from './apiDoorTrials.ts';
import { sampleInstance, sampleJob } from '../standIns.ts';

const opened: TrialApiDoor[] = [];
afterEach(async () => {
  for (const trial of opened.splice(0)) await trial.close();
});

async function open(options: TrialOptions = {}): Promise<TrialApiDoor> {
  const trial = await openTrialApiDoor(options);
  opened.push(trial);
  return trial;
}

const transcriptions = '/v1/audio/transcriptions';
const post = (path: string, form = renderForm([['model', 'whisper-1']])) => ({
  method: 'POST',
  path,
  ...form,
});
const bodyOf = (text: string): { error: Record<string, unknown> } => JSON.parse(text) as never;

test('a file becomes a job under the name it had, with what was asked of it', async () => {
  const trial = await open();
  const form = renderForm(
    [
      ['model', 'demo-asr'],
      ['hotwords', '张老师，成都'],
      ['temperature', '0'],
    ],
    { name: '会议 %22一%22.wav', content: 'the sound' },
  );
  const answer = await trial.ask(post(transcriptions, form));
  expect([answer.status, answer.headers['x-request-id']]).toEqual([200, sampleJob.id]);
  const [one] = trial.submitted;
  expect(one?.content).toBe('the sound');
  expect(one?.submission).toMatchObject({
    ...{ name: '会议 "一".wav', isUpload: true, target: { kind: 'fleet' }, modelId: 'demo-asr' },
    options: { hotwords: ['张老师', '成都'] },
  });
  expect(await trial.uploads()).toEqual([]);
});

test.each([
  ['no file', renderForm([['model', 'whisper-1']], null), 400, 'file-missing', 'file'],
  ['a format nobody knows', renderForm([['response_format', 'xml']]), 400, 'bad-request', 'response_format'],
  ['a model nobody has', renderForm([['model', 'whisper-9']]), 404, 'model-not-found', 'model'],
  [
    'a file in another field',
    renderForm([], { field: 'audio', name: 'a', content: 'b' }),
    400,
    'bad-request',
    'audio',
  ],
  [
    'too many fields',
    renderForm(Array.from({ length: 50 }, (_, at) => [`f${at}`, ''])),
    400,
    'bad-request',
    'form',
  ],
  ['a field too long', renderForm([['prompt', 'x'.repeat(70_000)]]), 400, 'bad-request', 'prompt'],
  [
    'a form cut short',
    { ...renderForm([]), body: '--paradeck-boundary\r\nContent-' },
    400,
    'bad-request',
    'form',
  ],
])('%s is refused in OpenAI’s shape, and nothing is left', async (_what, form, status, code, param) => {
  const trial = await open();
  const answer = await trial.ask(post(transcriptions, form));
  expect([answer.status, bodyOf(answer.text).error]).toMatchObject([
    status,
    { code, param, type: 'invalid_request_error', message: expect.any(String), fix: expect.any(String) },
  ]);
  expect([await trial.uploads(), trial.submitted]).toEqual([[], []]);
});

test('past the limit: refused by its head, or cut where it lies; nothing is left', async () => {
  const trial = await open({ uploadLimitBytes: 1000 });
  const { headers } = renderForm([]);
  const promised = await trial.ask({ ...post(transcriptions), headers, promisedBytes: 3 * 1024 * 1024 });
  expect([promised.status, bodyOf(promised.text).error['code']]).toEqual([413, 'too-large']);
  const sent = await trial.ask(
    post(transcriptions, renderForm([], { name: 'a', content: 'x'.repeat(5000) })),
  );
  expect([sent.status, bodyOf(sent.text).error['code']]).toEqual([413, 'too-large']);
  expect([await trial.uploads(), trial.submitted]).toEqual([[], []]);
});

test('a full queue: 429 before the body, with the seconds until it has been done', async () => {
  const busy = { ...sampleInstance, phase: 'busy' as const, speedX: 10 };
  const trial = await open({ load: { jobs: 1_000, remainingS: 1_000 }, instances: [busy] });
  const answer = await trial.ask({
    ...post(transcriptions),
    headers: renderForm([]).headers,
    promisedBytes: 10,
  });
  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '100']);
  expect(bodyOf(answer.text).error).toMatchObject({ code: 'busy', type: 'rate_limit_error' });
});

test('no instance: 503 before the body for who waits; who only wants it queued is accepted', async () => {
  const trial = await open({ instances: [{ ...sampleInstance, phase: 'stopped' }] });
  const { headers } = renderForm([]);
  const answer = await trial.ask({ ...post(transcriptions), headers, promisedBytes: 10 });
  expect([answer.status, answer.headers['retry-after']]).toEqual([503, '60']);
  expect((await trial.ask(post('/v1/jobs'))).status).toBe(202);
  expect((await trial.ask({ path: '/readyz' })).status).toBe(503);
  expect((await trial.ask({ path: '/healthz' })).status).toBe(200);
});

test('a sender that stalls is cut, and what came of it goes', async () => {
  const trial = await open({ paceMs: 50 });
  const { headers, body = '' } = renderForm([]);
  const sent = request({
    host: '127.0.0.1',
    port: trial.port,
    method: 'POST',
    path: transcriptions,
    headers,
  });
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('response', (response) => resolve(response.statusCode ?? 0)).on('error', reject);
  });
  sent.write(body.slice(0, -30));
  expect(await answered).toBe(400);
  expect(await trial.uploads()).toEqual([]);
  sent.destroy();
});

/** Settles with what was answered, once the door has ended the connection. */
function untilCut(port: number, sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(sent));
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('close', () => resolve(answer)).on('error', reject);
  });
}

test.each([
  ['nothing at all', '', /^(HTTP\/1.1 408 |$)/],
  ['half a head', 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow:', /^HTTP\/1.1 408 /],
])('whoever sends %s is cut', async (_, sent, answer) => {
  const trial = await open({ paceMs: 50 });
  expect(await untilCut(trial.port, sent)).toMatch(answer);
});

test('a sender that has gone: its job goes on, and is cancelled where it asked for that', async () => {
  const running = { ...sampleJob, state: 'running' as const, endedAt: null };
  const trial = await open({ job: running });
  const send = async (headers: Record<string, string>): Promise<void> => {
    const form = renderForm([]);
    const sent = request({
      ...{ host: '127.0.0.1', port: trial.port, method: 'POST', path: transcriptions },
      headers: { ...form.headers, ...headers },
    });
    const before = trial.submitted.length;
    sent.on('error', () => undefined).end(form.body);
    await expect.poll(() => trial.submitted.length).toBe(before + 1);
    sent.destroy();
  };
  await send({});
  await send({ 'X-If-Gone': 'cancel' });
  await expect.poll(() => trial.cancelled).toEqual([sampleJob.id]);
});

test('the same key meets the same job; without one each request is a job of its own', async () => {
  const trial = await open();
  const send = (headers: Record<string, string>) =>
    trial.ask({ ...post('/v1/jobs'), headers: { ...renderForm([]).headers, ...headers } });
  await send({});
  await send({});
  expect(trial.submitted.length).toBe(2);
  const [first, second] = [await send({ 'Idempotency-Key': 'k1' }), await send({ 'Idempotency-Key': 'k1' })];
  expect([first, second].map(({ text }) => JSON.parse(text) as unknown)).toMatchObject([
    { id: sampleJob.id },
    { id: sampleJob.id, is_repeated: true },
  ]);
  expect(trial.submitted.length).toBe(3);
  // OpenAI's client comes again by itself: the file it sent before is what it gets.
  await send({ 'X-Stainless-Retry-Count': '0' });
  await send({ 'X-Stainless-Retry-Count': '1' });
  expect(trial.submitted.length).toBe(4);
  expect(await trial.uploads()).toEqual([]);
});

test('a job that ended badly is told as it ended, without paths of the host', async () => {
  const path = '/home/someone/uploads/x.upload';
  const failure = { code: 'file-not-audio' as const, message: `${path} is no sound`, detail: { path } };
  const trial = await open({ job: { ...sampleJob, state: 'failed', failure } });
  const answer = await trial.ask(post(transcriptions));
  expect([answer.status, bodyOf(answer.text).error['code']]).toEqual([400, 'file-not-audio']);
  expect(answer.text).not.toContain('someone');
  const streamed = await trial.ask(post(transcriptions, renderForm([['stream', 'true']])));
  expect([streamed.status, streamed.text]).toEqual([200, expect.stringContaining('"code":"file-not-audio"')]);
});

test('a model is told of by its id, and any by its name at OpenAI; of an unknown one, which there are', async () => {
  const trial = await open();
  const idOf = async (id: string) => bodyOf((await trial.ask({ path: `/v1/models/${id}` })).text);
  expect(await idOf('demo-asr')).toMatchObject({ id: 'demo-asr' });
  expect(await idOf('whisper-1')).toMatchObject({ id: 'whisper-1' });
  expect((await idOf('gpt-9')).error['message']).toContain('there are: whisper-1, demo-asr)');
});

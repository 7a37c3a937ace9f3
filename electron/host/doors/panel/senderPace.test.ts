/** Senders at the panel's door that stall in the midst of a body: cut, and what came of an upload is kept. */
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ask, openTrialDoor } from './doorTrials.ts';
import type { Answered, TrialDoor } from './doorTrials.ts';

let trial: TrialDoor;
let cookie: string;
beforeEach(async () => {
  trial = await openTrialDoor({ paceMs: 200 });
  cookie = await trial.signIn();
});
afterEach(() => trial.close());

/** Sends a head that promises more, and these bytes of the body; settles with what it hears once its line is cut. */
function stall(head: readonly string[], begun: string): Promise<string> {
  const socket = connect(trial.door.port, '127.0.0.1');
  const own = [`Host: 127.0.0.1:${trial.door.port}`, `Cookie: ${cookie}`, 'Content-Length: 100000'];
  socket.write([...head, ...own, '', begun].join('\r\n'));
  let heard = '';
  socket.on('data', (chunk: Buffer) => (heard += chunk.toString())).on('error', () => undefined);
  return new Promise((resolve) => socket.once('close', () => resolve(heard)));
}

const json = { 'content-type': 'application/json' };

async function call(method: string, path: string, body?: string): Promise<Answered> {
  return ask(trial.door.port, { method, path, headers: { cookie, ...json }, ...(body && { body }) });
}

test('a piece of a file that stops coming is cut, and the rest goes on behind what came', async () => {
  const draft = { name: 'a.wav', bytes: 10, target: { kind: 'fleet' } };
  const begun = await call('POST', '/api/uploads', JSON.stringify(draft));
  const path = `/api/uploads/${JSON.parse(begun.text).value.id}`;
  const headers = { 'content-type': 'application/octet-stream' };
  const bytes = ['Content-Type: application/octet-stream', 'Upload-Offset: 0'];
  expect(await stall([`PATCH ${path} HTTP/1.1`, ...bytes], '1234')).not.toContain('200');
  expect(JSON.parse((await call('GET', path)).text).value).toMatchObject({ offset: 4, job: null });
  const rest = { cookie, ...headers, 'upload-offset': '4' };
  const done = await ask(trial.door.port, { method: 'PATCH', path, headers: rest, body: '567890' });
  expect(JSON.parse(done.text).value.job.id).toBe('j-1');
});

test.each(['/session', '/api/jobs.list', '/api/uploads'])('a body that stalls at %s is cut', async (path) => {
  const heard = await stall([`POST ${path} HTTP/1.1`, 'Content-Type: application/json'], '{"code":');
  expect(heard).not.toMatch(/^HTTP\/1.1 2/);
  expect((await call('POST', '/api/host.snapshot', '{}')).status).toBe(200);
});

test('whose body is whole waits for its answer as long as that takes', async () => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  const { list } = trial.parts.jobs;
  trial.parts.jobs.list = async (...args: Parameters<typeof list>) => {
    await promise;
    return list(...args);
  };
  const answered = call('POST', '/api/jobs.list', '{}');
  // By the time a stalled sender beside it is cut, it has been looked at as well.
  await stall(['POST /session HTTP/1.1', 'Content-Type: application/json'], '{');
  await stall(['POST /session HTTP/1.1', 'Content-Type: application/json'], '{');
  resolve(undefined);
  expect((await answered).status).toBe(200);
});

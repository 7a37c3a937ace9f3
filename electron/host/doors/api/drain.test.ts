import { request } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { openTrialApiDoor, renderForm } from './apiDoorTrials.ts';
import type { TrialApiDoor, TrialOptions } from './apiDoorTrials.ts';
import { createDrain } from './drain.ts';
import { sampleJob } from '../standIns.ts';

const running = { ...sampleJob, state: 'running' as const, endedAt: null };
const form = renderForm([]);
const post = (path: string) => ({ method: 'POST', path, ...form });

let trial: TrialApiDoor;
afterEach(() => trial.close());

/** A door on which one request waits for a job that runs. */
async function openWaiting(options: TrialOptions & { readonly path?: string } = {}) {
  trial = await openTrialApiDoor({ job: running, ...options });
  const answer = trial.ask(post(options.path ?? '/v1/audio/transcriptions'));
  await expect.poll(() => trial.submitted.length).toBe(1);
  return { answer };
}

test('a draining door takes no more, before the body, and is not ready; what there is can be read on', async () => {
  const { answer } = await openWaiting();
  const draining = trial.drain.run();
  for (const path of ['/v1/audio/transcriptions', '/v1/jobs']) {
    const refused = await trial.ask({ ...post(path), body: undefined as never, promisedBytes: 10 });
    expect([refused.status, refused.headers['retry-after']]).toEqual([503, '10']);
    expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'host-closing' } });
  }
  expect((await trial.ask({ path: '/readyz' })).status).toBe(503);
  expect((await trial.ask({ path: '/healthz' })).status).toBe(200);
  trial.emit({ type: 'job.changed', job: sampleJob });
  expect((await answer).status).toBe(200);
  await draining;
});

test('who cannot be answered in time hears its job’s id, in an answer and in a stream', async () => {
  const { answer } = await openWaiting({ answeringMs: 20 });
  await trial.drain.run();
  const told = await answer;
  expect([told.status, told.headers['x-request-id']]).toEqual([503, sampleJob.id]);
  expect(JSON.parse(told.text)).toMatchObject({
    error: { code: 'host-closing', detail: { id: sampleJob.id } },
  });
  const events = await trial.ask({ path: `/v1/jobs/${sampleJob.id}/events` });
  expect(events.text).toContain('"code":"host-closing"');
});

test('an upload that is under way ends with the host, and leaves nothing', async () => {
  trial = await openTrialApiDoor({ answeringMs: 20 });
  const half = renderForm([], { name: 'a.wav', content: 'x'.repeat(100_000) }).body.slice(0, 90_000);
  const sent = request({
    ...{ host: '127.0.0.1', port: trial.port, method: 'POST', path: '/v1/jobs', headers: form.headers },
  });
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('response', ({ statusCode }) => resolve(statusCode ?? 0)).on('error', reject);
  });
  sent.write(half);
  await expect.poll(async () => (await trial.uploads()).length).toBe(1);
  await trial.drain.run();
  expect(await answered).toBe(503);
  expect([await trial.uploads(), trial.submitted]).toEqual([[], []]);
  sent.destroy();
});

test('nobody waits: it ends at once; a last one that leaves ends it, too', async () => {
  trial = await openTrialApiDoor();
  await trial.drain.run();
  const drain = createDrain(3_600_000);
  const leave = drain.hold();
  const ended = drain.run();
  leave();
  await ended;
});

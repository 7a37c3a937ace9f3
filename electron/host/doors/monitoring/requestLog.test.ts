import { afterEach, expect, test } from 'vitest';
import { keyView } from '../../../contract/key.ts';
import { requestsKept, requestView } from '../../../contract/request.ts';
import { openTrialApiDoor, renderForm } from '../api/apiDoorTrials.ts';
import type { TrialApiDoor, TrialOptions } from '../api/apiDoorTrials.ts';
import { sampleJob } from '../standIns.ts';

const opened: TrialApiDoor[] = [];
afterEach(async () => {
  for (const trial of opened.splice(0)) await trial.close();
});

async function open(options: TrialOptions = {}): Promise<TrialApiDoor> {
  const trial = await openTrialApiDoor(options);
  opened.push(trial);
  return trial;
}

const key = keyView.parse({ id: 'k-1', name: 'n8n', createdAt: 1 });
const secret = `pdk-${'s'.repeat(43)}`;

test('each answer is noted with its route, key, job and phases, newest first', async () => {
  const job = { ...sampleJob, acceptedAt: 1_000, startedAt: 1_000, endedAt: 1_000 };
  const trial = await open({
    job,
    now: () => 1_000,
    address: { findKey: (one) => (one === secret ? key : null) },
  });
  const authorization = `Bearer ${secret}`;
  const form = renderForm([['prompt', 'canary words']], { name: 'canary.wav', content: 'canary sound' });
  const path = '/v1/audio/transcriptions?canary=1';
  await trial.ask({ method: 'POST', path, ...form, headers: { ...form.headers, authorization } });
  await trial.ask({ path: `/v1/jobs/${job.id}`, headers: { authorization } });
  await trial.ask({ path: '/v1/jobs/canary', headers: { authorization: 'Bearer canary' } });
  await expect.poll(() => trial.requestLog.recent()).toHaveLength(3);
  const [refused, read, sent] = trial.requestLog.recent().map((view) => requestView.parse(view));
  expect(sent).toMatchObject({
    ...{ method: 'POST', route: '/v1/audio/transcriptions', status: 200, keyName: 'n8n', jobId: job.id },
    ...{
      instanceId: null,
      code: null,
      uploadMs: 0,
      queueMs: 0,
      recogniseMs: 0,
      answerMs: expect.any(Number),
    },
  });
  expect(read).toMatchObject({ route: '/v1/jobs/:id', jobId: job.id, status: 200 });
  expect(refused).toMatchObject({ status: 401, code: 'unauthorised', keyName: null, jobId: null });
  expect(trial.lines).toHaveLength(3);
  expect(trial.lines.join('')).not.toContain('canary');
  expect(trial.lines.join('')).not.toContain(secret);
});

test('no more are remembered than are shown', async () => {
  const trial = await open();
  for (let at = 0; at < requestsKept + 5; at += 1) await trial.ask({ path: '/healthz' });
  await expect.poll(() => trial.lines.length).toBe(requestsKept + 5);
  expect(trial.requestLog.recent()).toHaveLength(requestsKept);
  expect(trial.requestLog.recent()[0]?.id).toBe(requestsKept + 5);
});

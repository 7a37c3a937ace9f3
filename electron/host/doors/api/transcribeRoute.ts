/** POST /v1/audio/transcriptions: a file comes, its text goes back; whole, or as it is recognised. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { JobView, Transcript } from '../../../contract/job.ts';
import { Failed, foldFailure } from '../../../core/failed.ts';
import { toApiError } from '../../../core/doors/apiError.ts';
import { foldDelta, foldLastDelta } from '../../../core/doors/deltaText.ts';
import { renderAnswer, usageOf } from '../../../core/doors/transcriptionAnswer.ts';
import { acceptRequest } from './acceptRequest.ts';
import type { Accepted } from './acceptRequest.ts';
import type { ApiContext, ApiDoorPlan, ApiDoorPorts } from './apiDoorPorts.ts';
import { openEventStream } from './eventStream.ts';
import { followJob } from './followJob.ts';
import { readLanguage } from './readLanguage.ts';

export async function transcribe(c: ApiContext, ports: ApiDoorPorts, plan: ApiDoorPlan): Promise<Response> {
  const accepted = await acceptRequest(c, ports, plan);
  const { id } = accepted.job;
  nameJob(c, id);
  cancelIfGone(c, accepted, ports);
  return accepted.ask.isStreamed ? streamText(c, id, ports) : answerWhole(c, accepted, ports);
}

/** OpenAI's clients show the first as the request's id; it fetches the job later, too. */
export function nameJob(c: ApiContext, id: string): void {
  c.header('X-Request-Id', id);
  // For the answers that do not go through Hono.
  c.env.outgoing.setHeader('X-Request-Id', id);
}

/** Whoever goes away finds the text later by the job's id, unless it asked to be forgotten. */
function cancelIfGone(c: ApiContext, { job, isNew }: Accepted, { jobs, log }: ApiDoorPorts): void {
  if (!isNew || c.req.header('x-if-gone')?.toLowerCase() !== 'cancel') return;
  const { outgoing } = c.env;
  const cancel = (): void => {
    jobs.cancel(job.id).catch((thrown: unknown) => {
      log.warn('a job whose sender has gone could not be cancelled', { job: job.id, cause: String(thrown) });
    });
  };
  if (outgoing.destroyed) return cancel();
  outgoing.once('close', () => {
    if (!outgoing.writableFinished) cancel();
  });
}

async function answerWhole(c: ApiContext, { job, ask }: Accepted, ports: ApiDoorPorts): Promise<Response> {
  const following = followJob(job.id, ports);
  const stopAtGone = (): void => following.stop();
  c.env.outgoing.once('close', stopAtGone);
  const transcript = await readTranscript(await following.ended, ports);
  const { mime, content } = renderAnswer(transcript, ask);
  return c.body(content, 200, { 'Content-Type': mime });
}

/** The whole text of a job that has ended with all of it. Throws what it ended by otherwise. */
export async function readTranscript(
  job: JobView,
  { jobs }: Pick<ApiDoorPorts, 'jobs'>,
): Promise<Transcript> {
  const { id, state, failure } = job;
  if (state === 'done' || state === 'skipped') return jobs.transcript(id);
  if (state === 'cancelled') throw new Failed('job-cancelled', `job ${id}`, { id });
  const { code, message, detail } = failure ?? {
    code: 'internal' as const,
    message: `job ${id} is ${state}`,
  };
  throw new Failed(code, message, { ...detail, id });
}

function streamText(c: ApiContext, id: string, ports: ApiDoorPorts): Response {
  const events = openEventStream(c.env.outgoing);
  let sent = '';
  const sendDelta = (delta: string): void => {
    if (delta === '') return;
    sent += delta;
    events.send({ type: 'transcript.text.delta', delta });
  };
  const following = followJob(id, ports, { text: (text) => sendDelta(foldDelta(sent, text)) });
  events.onGone(() => following.stop());
  const finish = async (): Promise<void> => {
    const transcript = await readTranscript(await following.ended, ports);
    const text = transcript.text.trim();
    sendDelta(foldLastDelta(sent, text));
    const { notes, isDemo, modelName: model } = transcript;
    const own = { job_id: id, model, ...(isDemo && { is_demo: true }), notes };
    events.send({ type: 'transcript.text.done', text, usage: usageOf(transcript), ...own });
  };
  finish()
    .catch((thrown: unknown) => {
      const language = readLanguage(c);
      events.send(toApiError(foldFailure(thrown), language).body);
    })
    .finally(() => events.end());
  return RESPONSE_ALREADY_SENT;
}

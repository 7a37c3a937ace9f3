/** /v1/jobs: a file is accepted at once, its state, events and text are fetched by the job's id, whenever. */
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Hono } from 'hono';
import type { JobView } from '../../../contract/job.ts';
import { foldFailure } from '../../../core/failed.ts';
import { isEnded } from '../../../core/schedule/jobState.ts';
import { toApiError } from '../../../core/doors/apiError.ts';
import { renderApiJob } from '../../../core/doors/apiJob.ts';
import type { ApiJob } from '../../../core/doors/apiSchemas.ts';
import { renderAnswer } from '../../../core/doors/transcriptionAnswer.ts';
import { parseAsk } from '../../../core/doors/transcriptionAsk.ts';
import { acceptRequest } from './acceptRequest.ts';
import type { ApiContext, ApiDoorPlan, ApiDoorPorts, ApiEnv } from './apiDoorPorts.ts';
import { openEventStream } from './eventStream.ts';
import { followJob } from './followJob.ts';
import { nameJob } from './transcribeRoute.ts';
import { readLanguage } from './readLanguage.ts';

export function addJobRoutes(app: Hono<ApiEnv>, ports: ApiDoorPorts, plan: ApiDoorPlan): void {
  app.post('/v1/jobs', async (c) => {
    const { job, isNew } = await acceptRequest(c, ports, plan);
    nameJob(c, job.id);
    c.header('Location', `/v1/jobs/${job.id}`);
    return c.json({ ...viewOf(c, job), ...(isNew ? {} : { is_repeated: true }) }, 202);
  });
  app.get('/v1/jobs/:id', async (c) => {
    const job = await ports.jobs.get(c.req.param('id'));
    const { punctuatedText } = await ports.jobs.segments(job.id);
    return c.json({ ...viewOf(c, job), text: punctuatedText.trim() });
  });
  app.get('/v1/jobs/:id/events', async (c) => sendEvents(c, await ports.jobs.get(c.req.param('id')), ports));
  app.get('/v1/jobs/:id/transcript', (c) => sendTranscript(c, c.req.param('id'), ports));
  app.delete('/v1/jobs/:id', async (c) => {
    const { id } = await ports.jobs.get(c.req.param('id'));
    return c.json(viewOf(c, await ports.jobs.cancel(id)));
  });
}

function viewOf(c: ApiContext, job: JobView): ApiJob {
  return renderApiJob(job, readLanguage(c));
}

/**
 * `job` at each change, `text` with all there is so far, `end` once behind the whole text. So whoever comes again, or late,
 * has missed nothing; who had the end hears that there is no more (WHATWG HTML, 9.2.3: 204 ends an EventSource).
 */
function sendEvents(c: ApiContext, now: JobView, ports: ApiDoorPorts): Response {
  const { id } = now;
  nameJob(c, id);
  if (isEnded(now.state) && c.req.header('last-event-id') === endOf(now)) return c.body(null, 204);
  const events = openEventStream(c.env.outgoing);
  const following = followJob(id, ports, {
    job: (job) => events.send(viewOf(c, job), 'job'),
    text: (text) => events.send({ text: text.trim() }, 'text'),
  });
  events.onGone(() => following.stop());
  const finish = async (): Promise<void> => {
    const job = await following.ended;
    // Its last segments are told behind its end.
    const { punctuatedText } = await ports.jobs.segments(id);
    events.send({ text: punctuatedText.trim() }, 'text');
    events.send(viewOf(c, job), 'end', endOf(job));
  };
  finish()
    .catch((thrown: unknown) => {
      const language = readLanguage(c);
      events.send(toApiError(foldFailure(thrown), language).body, 'error');
    })
    .finally(() => events.end());
  return RESPONSE_ALREADY_SENT;
}

/** A job that is done again ends again. */
function endOf({ endedAt }: JobView): string {
  return `end-${endedAt}`;
}

/** As programs write the name of a list. */
const granularityNames = ['timestamp_granularities', 'timestamp_granularities[]'];

/** Of an incomplete job, too: verbose_json and the header tell of its holes. */
async function sendTranscript(c: ApiContext, id: string, { jobs }: ApiDoorPorts): Promise<Response> {
  const { state } = await jobs.get(id);
  const transcript = await jobs.transcript(id);
  const ask = parseAsk([
    ['response_format', c.req.query('format') ?? 'json'],
    ...granularityNames.flatMap((name) =>
      (c.req.queries(name) ?? []).map((one) => ['timestamp_granularities', one] as const),
    ),
  ]);
  const { mime, content } = renderAnswer(transcript, ask);
  return c.body(content, 200, { 'Content-Type': mime, 'X-Job-State': state });
}

/** What stands behind the guard of a door for programs. */
import { isAble } from '../../../contract/instance.ts';
import { Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { Failed, foldFailure } from '../../../core/failed.ts';
import { diskRetryS } from '../../../core/doors/admitRequest.ts';
import { toApiError } from '../../../core/doors/apiError.ts';
import { renderMetrics } from '../../../core/doors/metricsText.ts';
import type { MetricsFacts } from '../../../core/doors/metricsText.ts';
import { anyModel, findServed, listServed } from '../../../core/doors/servedModels.ts';
import type { ServedModel } from '../../../core/doors/servedModels.ts';
import { listBehind } from './apiDoorPorts.ts';
import type { ApiContext, ApiDoorPlan, ApiDoorPorts, ApiEnv } from './apiDoorPorts.ts';
import { addJobRoutes } from './jobRoutes.ts';
import { codeHeader } from './errorCode.ts';
import { addPageRoutes } from './pageRoutes.ts';
import { transcribe } from './transcribeRoute.ts';
import { readLanguage } from './readLanguage.ts';

export function createApiApp(ports: ApiDoorPorts, plan: ApiDoorPlan): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>();
  app.onError((thrown, c) => answerFailure(c, thrown, ports));
  app.notFound((c) => answerFailure(c, new Failed('unknown-call', ''), ports));
  app.post('/v1/audio/transcriptions', (c) => transcribe(c, ports, plan));
  addJobRoutes(app, ports, plan);
  if (plan.hasPage) addPageRoutes(app, ports, plan);
  app.get('/v1/models', (c) => c.json({ object: 'list', data: listModels(ports, plan).map(renderModel) }));
  app.get('/v1/models/:id{.+}', (c) => {
    const served = listServed(listBehind(ports, plan), ports.models.list());
    const id = findServed(c.req.param('id'), served);
    return c.json(renderModel(served.find((model) => model.id === id) ?? { id: anyModel, name: anyModel }));
  });
  // Its schemas take 10 ms to write out: only for whoever asks.
  app.get('/openapi.json', async (c) => {
    const { renderOpenApi } = await import('../../../core/doors/openApi.ts');
    return c.json(renderOpenApi(ports.version));
  });
  app.get('/metrics', (c) => c.text(renderMetrics(readMetrics(ports)), 200, { 'Content-Type': metricsMime }));
  app.get('/healthz', (c) => c.json({ status: 'ok', version: ports.version }));
  app.get('/readyz', (c) => {
    const { instances, fronts } = readReadiness(ports, plan);
    const isReady = instances > 0 && fronts > 0 && !ports.drain.isOn;
    return c.json({ is_ready: isReady, instances, fronts }, isReady ? 200 : 503);
  });
  return app;
}

const metricsMime = 'text/plain; version=0.0.4; charset=utf-8';

function readMetrics({ version, fleet, gpus, jobs, counters }: ApiDoorPorts): MetricsFacts {
  return {
    ...{ version, instances: fleet.list(), fronts: fleet.fronts(), gpus: gpus.view() },
    ...{ counts: jobs.counts(), load: jobs.load(), figures: counters.figures() },
  };
}

function listModels(ports: ApiDoorPorts, plan: ApiDoorPlan): readonly ServedModel[] {
  return [{ id: anyModel, name: anyModel }, ...listServed(listBehind(ports, plan), ports.models.list())];
}

/** OpenAI wants a time of creation; nobody knows it of a folder of weights. */
function renderModel({ id, name }: ServedModel): Record<string, unknown> {
  return { id, object: 'model', created: 0, owned_by: 'paradeck', name };
}

function readReadiness(ports: ApiDoorPorts, plan: ApiDoorPlan): { instances: number; fronts: number } {
  const working = listBehind(ports, plan).filter(({ phase }) => isAble(phase));
  return { instances: working.length, fronts: ports.fleet.fronts().ready };
}

function answerFailure(c: ApiContext, thrown: Error, { log }: ApiDoorPorts): Response {
  const failure = foldFailure(thrown);
  if (failure.code === 'internal') {
    log.error('a request met an error', { path: c.req.path, details: thrown.stack ?? String(thrown) });
  }
  const shown = thrown instanceof Failed ? failure : { code: 'internal' as const, message: '' };
  const { status, body } = toApiError(shown, readLanguage(c));
  c.header(codeHeader, body.error.code);
  // What a file did to one worker it would do to the next: only a wait helps, and that is told before the body, unless the
  // disk became full of it.
  const isFull = body.error.code === 'disk-full';
  if (isFull) c.header('Retry-After', String(diskRetryS));
  c.header('X-Should-Retry', String(isFull));
  return c.json(body, status as ContentfulStatusCode);
}

/** What stands behind the guard of the panel's door: session, calls, uploads, downloads and the panel's files. */
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { HttpBindings } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { z } from 'zod';
import type { CallOutput, Reply } from '../../contract/api.ts';
import { jobOptions, jobTarget } from '../../contract/job.ts';
import type { JobView } from '../../contract/job.ts';
import { Failed, foldFailure } from '../../core/failed.ts';
import { createAudioRoute } from '../listen/audioRoute.ts';
import { callLimitBytes, findSession } from './panelDoorGuard.ts';
import type { Guard } from './panelDoorGuard.ts';
import type { PanelDoorPorts } from './panelDoor.ts';
import { statusOf } from './panelDoorStatus.ts';
import type { Caller } from './serve.ts';
import { browserScopes, readerScopes } from './serve.ts';
import { sessionLifeS } from './sessions.ts';
import type { Session } from './sessions.ts';
import { receiveUpload } from './uploadDoor.ts';

type App = { Bindings: HttpBindings };

/** Every request that gets here has passed the guard. */
export function createPanelApp(ports: PanelDoorPorts, guard: Guard): Hono<App> {
  const app = new Hono<App>();
  const small = bodyLimit({
    maxSize: callLimitBytes,
    onError: () => {
      throw new Failed('too-large', `the body is larger than ${callLimitBytes} bytes`);
    },
  });
  app.onError((error, c) => answer(c, { ok: false, failure: foldFailure(error) }));
  const callerOf = (c: Context<App>): Caller => foldCaller(findSession(c.env.incoming, guard));
  app.post('/session', small, (c) => openSession(c, ports, guard));
  app.delete('/session', (c) => endSession(c, ports));
  app.post('/api/upload', async (c) => answer(c, { ok: true, value: await acceptUpload(c, ports) }));
  app.post('/api/:call', small, async (c) => {
    return answer(c, await ports.serve(c.req.param('call'), await readJson(c), callerOf(c)));
  });
  app.get('/api/transcripts/:id/:format', (c) => sendTranscript(c, ports, callerOf(c)));
  app.route('/', createAudioRoute(ports.listenDir));
  app.use('/assets/*', async (c, next) => {
    await next();
    // Their names carry a digest of their content.
    c.header('Cache-Control', 'private, max-age=31536000, immutable');
  });
  const isBuilt = existsSync(ports.panelDir);
  if (isBuilt) app.get('*', serveStatic({ root: ports.panelDir }));
  const nothing = isBuilt ? 'There is nothing at this address.' : 'The panel is not built yet: npm run build';
  app.notFound((c) => c.text(`${nothing}\n`, 404));
  return app;
}

function answer(c: Context<App>, reply: Reply): Response {
  const status = reply.ok ? 200 : statusOf(reply.failure.code);
  if (!reply.ok && reply.failure.code === 'busy')
    c.header('Retry-After', String(reply.failure.detail?.['retryAfterS'] ?? 60));
  return c.json(reply, status as ContentfulStatusCode);
}

async function readJson(c: Context<App>): Promise<unknown> {
  const text = await c.req.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Failed('bad-request', 'the body is not JSON', { field: 'body' });
  }
}

/** A link's one-time code, or a key. */
const sessionInput = z.union([
  z.strictObject({ code: z.string().max(200) }),
  z.strictObject({ key: z.string().trim().min(1).max(200) }),
]);

async function openSession(
  c: Context<App>,
  { sessions, cookieName }: PanelDoorPorts,
  { door }: Guard,
): Promise<Response> {
  const input = parseOrRefuse(sessionInput, await readJson(c));
  const address = c.env.incoming.socket.remoteAddress ?? '';
  const cookie = await ('code' in input
    ? sessions.exchange(input.code, address)
    : sessions.signIn(input.key, address));
  const secure = door.isTls === true;
  setCookie(c, cookieName, cookie, {
    ...{ httpOnly: true, sameSite: 'Strict', path: '/', maxAge: sessionLifeS, secure },
  });
  return c.body(null, 204);
}

async function endSession(c: Context<App>, { sessions, cookieName }: PanelDoorPorts): Promise<Response> {
  await sessions.end(getCookie(c, cookieName) ?? '');
  deleteCookie(c, cookieName, { path: '/' });
  return c.body(null, 204);
}

function foldCaller(session: Session | null): Caller {
  const scopes = session?.access === 'full' ? browserScopes : readerScopes;
  return { scopes, who: 'panel door', keyName: session?.keyName ?? null };
}

/** `target` and `options` are JSON, since they come in the address beside a raw body. */
const uploadQuery = z.object({
  name: z.string().min(1).max(1000),
  target: z.string().transform(parseJson).pipe(jobTarget),
  options: z.string().transform(parseJson).pipe(jobOptions).optional(),
});

async function acceptUpload(c: Context<App>, ports: PanelDoorPorts): Promise<JobView> {
  const { name, target, options } = parseOrRefuse(uploadQuery, c.req.query());
  const limitBytes = ports.uploadLimitBytes;
  const path = await receiveUpload({ body: c.env.incoming, dir: ports.uploads, limitBytes });
  try {
    return await ports.submitUpload({ path, name, target, options, isUpload: true });
  } catch (thrown) {
    await rm(path, { force: true });
    throw thrown;
  }
}

async function sendTranscript(c: Context<App>, { serve }: PanelDoorPorts, caller: Caller): Promise<Response> {
  const { id, format } = c.req.param();
  const reply = await serve('transcripts.export', { id, format }, caller);
  if (!reply.ok) return answer(c, reply);
  const { fileName, mime, content } = reply.value as CallOutput<'transcripts.export'>;
  // RFC 6266: a plain name for the old, the real one for the rest. Always an attachment: never shown as a page.
  const plain = fileName.replace(/[^\w.-]/g, '_');
  return c.body(content, 200, {
    'Content-Type': `${mime.split(';', 1)[0] ?? ''}; charset=utf-8`,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeRfc8187(fileName)}`,
  });
}

function encodeRfc8187(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
}

function parseOrRefuse<T>(schema: z.ZodType<T>, raw: unknown): T {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') || 'body';
  throw new Failed('bad-request', `${field}: ${issue?.message ?? 'not valid'}`, { field });
}

function parseJson(text: string, context: z.RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: 'custom', message: 'not JSON' });
    return z.NEVER;
  }
}

/** What stands behind the guard of the panel's door: session, calls, uploads, downloads and the panel's files. */
import { existsSync } from 'node:fs';
import { serveStatic } from '@hono/node-server/serve-static';
import type { Context } from 'hono';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { z } from 'zod';
import type { CallOutput } from '../../../contract/api.ts';
import { Failed, foldFailure } from '../../../core/failed.ts';
import { createAudioRoute } from '../../listen/audioRoute.ts';
import type { Arriving } from './arriving.ts';
import { answer, parseOrRefuse, readJson } from './panelDoorAnswer.ts';
import type { App } from './panelDoorAnswer.ts';
import { callLimitBytes, findSession } from './panelDoorGuard.ts';
import type { Guard } from './panelDoorGuard.ts';
import type { Caller, Serve } from '../serve.ts';
import { browserScopes, readerScopes } from '../serve.ts';
import { sessionLifeS } from './sessions.ts';
import type { Session, Sessions } from './sessions.ts';
import { addUploadRoutes } from './uploadRoutes.ts';

export interface PanelAppPorts {
  readonly serve: Serve;
  readonly sessions: Sessions;
  readonly arriving: Arriving;
  /** Folder of the copies to listen to. */
  readonly listenDir: string;
  /** The built panel. */
  readonly panelDir: string;
  readonly cookieName: string;
}

/** Every request that gets here has passed the guard. */
export function createPanelApp(ports: PanelAppPorts, guard: Guard): Hono<App> {
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
  addUploadRoutes(app, ports.arriving, small);
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

/** A link's one-time code, or a key. */
const sessionInput = z.union([
  z.strictObject({ code: z.string().max(200) }),
  z.strictObject({ key: z.string().trim().min(1).max(200) }),
]);

async function openSession(
  c: Context<App>,
  { sessions, cookieName }: PanelAppPorts,
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

async function endSession(c: Context<App>, { sessions, cookieName }: PanelAppPorts): Promise<Response> {
  await sessions.end(getCookie(c, cookieName) ?? '');
  deleteCookie(c, cookieName, { path: '/' });
  return c.body(null, 204);
}

function foldCaller(session: Session | null): Caller {
  const scopes = session?.access === 'full' ? browserScopes : readerScopes;
  return { scopes, who: 'panel door', keyName: session?.keyName ?? null };
}

async function sendTranscript(c: Context<App>, { serve }: PanelAppPorts, caller: Caller): Promise<Response> {
  const { id, format } = c.req.param();
  const reply = await serve('transcripts.export', { id, format }, caller);
  if (!reply.ok) return answer(c, reply);
  const { fileName, mime, content } = reply.value as CallOutput<'transcripts.export'>;
  // RFC 6266: a plain name for the old, the real one for the rest. Always an attachment: never shown as a page.
  const plain = fileName.replace(/[^\w.-]/g, '_');
  return c.body(new Uint8Array(Buffer.from(content, 'base64')), 200, {
    'Content-Type': mime,
    'Content-Disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeRfc8187(fileName)}`,
  });
}

function encodeRfc8187(name: string): string {
  return encodeURIComponent(name.toWellFormed()).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16)}`,
  );
}

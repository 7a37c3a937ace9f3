/** Judges a request by its head and answers the refused ones, whose bodies stay unread. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Reply } from '../../../contract/api.ts';
import type { FailureCode } from '../../../contract/failure.ts';
import type { Door, Verdict } from '../../../core/doors/requestGuard.ts';
import { judgeRequest } from '../../../core/doors/requestGuard.ts';
import { parseRoute } from './panelDoorRoutes.ts';
import type { Route } from './panelDoorRoutes.ts';
import { pathOf } from '../requestPath.ts';
import type { Session, Sessions } from './sessions.ts';

export interface Guard {
  readonly door: Door;
  readonly cookieName: string;
  readonly sessions: Sessions;
  readonly uploadLimitBytes: number;
}

/** Largest JSON body of a call, bytes. */
export const callLimitBytes = 1024 * 1024;

export function judgeHttp(request: IncomingMessage, guard: Guard): Verdict {
  const route = parseRoute(request.method, pathOf(request));
  if (!route) return refuse(404, 'unknown-call', 'There is nothing at this address for this method.');
  const verdict = judgeRequest(headOf(request, route, guard), guard.door);
  if (!verdict.isAllowed) return verdict;
  if (route.needsChange && findSession(request, guard)?.access === 'read') {
    return refuse(403, 'forbidden', 'Signed in to look only: nothing can be changed.');
  }
  const limitBytes = route.kind === 'piece' ? guard.uploadLimitBytes : callLimitBytes;
  const isTooLarge = Number(request.headers['content-length'] ?? 0) > limitBytes;
  return isTooLarge ? refuse(413, 'too-large', `The body is larger than ${limitBytes} bytes.`) : verdict;
}

const pushesRoute = { kind: 'call', body: 'none', needsCookie: true } as const;

export function judgeUpgrade(request: IncomingMessage, guard: Guard): Verdict {
  if (pathOf(request) !== '/pushes')
    return refuse(404, 'unknown-call', 'There is no WebSocket at this address.');
  return judgeRequest(headOf(request, pushesRoute, guard), guard.door);
}

type Refusal = Extract<Verdict, { isAllowed: false }>;

/** Answers and closes: what the caller still sends is not read. */
export function refuseHttp(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, { 'Content-Type': 'application/json', Connection: 'close' });
  response.end(textOf(refusal));
}

export function refuseUpgrade(socket: Duplex, refusal: Refusal): void {
  const body = textOf(refusal);
  const head = [
    `HTTP/1.1 ${refusal.status} Refused`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

function headOf(request: IncomingMessage, route: Route, guard: Guard): Parameters<typeof judgeRequest>[0] {
  const { headers } = request;
  return {
    host: headers.host,
    origin: headers.origin,
    secFetchSite: isPageVisit(request, route) ? undefined : oneOf(headers['sec-fetch-site']),
    contentType: headers['content-type'],
    isAuthorised: !route.needsCookie || findSession(request, guard) !== null,
    body: route.body,
  };
}

/** Following the one-time link from a web terminal or a chat is a cross-site visit; it only shows the page, unframed. */
function isPageVisit({ headers }: IncomingMessage, route: Route): boolean {
  const isVisit = headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
  return route.kind === 'panel' && isVisit;
}

/** Whose cookie a request brings; null: nobody's that is known. */
export function findSession(request: IncomingMessage, guard: Guard): Session | null {
  const cookie = readCookie(request.headers.cookie, guard.cookieName);
  return cookie === undefined ? null : guard.sessions.find(cookie);
}

export function readCookie(header: string | undefined, name: string): string | undefined {
  const pair = header?.split(/; */).find((one) => one.startsWith(`${name}=`));
  return pair?.slice(name.length + 1);
}

function oneOf(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value.join(',') : value;
}

function refuse(status: number, code: FailureCode, message: string): Refusal {
  return { isAllowed: false, status, code, message };
}

function textOf({ code, message }: Refusal): string {
  return JSON.stringify({ ok: false, failure: { code, message } } satisfies Reply);
}

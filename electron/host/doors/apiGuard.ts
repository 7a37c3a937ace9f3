/** Judges a request to a door for programs by its head, and answers the refused ones before their body is read. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { admitRequest } from '../../core/doors/admitRequest.ts';
import type { Load } from '../../core/doors/admitRequest.ts';
import { toApiError } from '../../core/doors/apiError.ts';
import { parseApiLanguage } from '../../core/doors/apiFailureTexts.ts';
import { judgeRequest } from '../../core/doors/requestGuard.ts';
import type { Door } from '../../core/doors/requestGuard.ts';
import type { Failure } from '../../contract/failure.ts';
import { parseApiRoute } from './apiRoutes.ts';
import type { ApiRoute } from './apiRoutes.ts';
import { wrongKeysForgottenS } from './wrongKeys.ts';
import type { WrongKeys } from './wrongKeys.ts';
import { pathOf } from './panelDoorGuard.ts';

export interface ApiGuard {
  readonly door: Door;
  /** null: whoever reaches the door may use it. */
  readonly isKey: ((key: string) => boolean) | null;
  readonly wrongKeys: WrongKeys;
  readonly uploadLimitBytes: number;
  readonly load: () => Load;
}

export interface ApiRefusal {
  readonly failure: Failure;
  /** Left out: that of the failure's code. */
  readonly status?: number;
  readonly retryAfterS?: number;
}

/** null: go on. */
export function judgeApi(request: IncomingMessage, guard: ApiGuard): ApiRefusal | null {
  const route = parseApiRoute(request.method, pathOf(request));
  if (!route) return { failure: { code: 'unknown-call', message: '' }, status: 404 };
  const address = request.socket.remoteAddress ?? '';
  if (guard.isKey && guard.wrongKeys.areTooMany(address)) {
    const failure = { code: 'busy', message: 'too many wrong keys from this address' } as const;
    return { failure, retryAfterS: wrongKeysForgottenS };
  }
  const verdict = judgeRequest(headOf(request, route, guard), guard.door);
  if (!verdict.isAllowed) {
    const { code, message, status } = verdict;
    if (code === 'unauthorised' && request.headers.authorization) guard.wrongKeys.note(address);
    return { failure: { code, message }, status };
  }
  if (route.takes === null) return null;
  return judgeSize(request, guard) ?? judgeLoad(guard.load(), route.takes === 'answered');
}

function headOf(
  { headers }: IncomingMessage,
  route: ApiRoute,
  guard: ApiGuard,
): Parameters<typeof judgeRequest>[0] {
  const site = headers['sec-fetch-site'];
  return {
    host: headers.host,
    origin: headers.origin,
    secFetchSite: isVisit(headers, route) ? undefined : Array.isArray(site) ? site.join(',') : site,
    contentType: headers['content-type'],
    isAuthorised: route.isPublic || guard.isKey === null || guard.isKey(readKey(headers.authorization)),
    body: route.body,
  };
}

/** A link to an instance's page from elsewhere: it is only shown, unframed. */
function isVisit(headers: IncomingMessage['headers'], { isPublic }: ApiRoute): boolean {
  return isPublic && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function readKey(authorization = ''): string {
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? '';
}

/** Room for the form around the file. */
const formBytes = 1024 * 1024;

function judgeSize({ headers }: IncomingMessage, { uploadLimitBytes }: ApiGuard): ApiRefusal | null {
  const bytes = Number(headers['content-length'] ?? 0);
  if (bytes <= uploadLimitBytes + formBytes) return null;
  const message = `${bytes} bytes, at most ${uploadLimitBytes}`;
  return { failure: { code: 'too-large', message, detail: { limitBytes: uploadLimitBytes } } };
}

function judgeLoad(load: Load, isAnswered: boolean): ApiRefusal | null {
  const admittance = admitRequest(load, isAnswered);
  if (admittance.isAdmitted) return null;
  const { code, message, retryAfterS } = admittance;
  return { failure: { code, message, detail: { retryAfterS } }, retryAfterS };
}

/** Until then what a refused sender still sends is read and thrown away, so that it hears the answer before the line is cut. */
const lingerMs = 2_000;

export function refuseApi(request: IncomingMessage, response: ServerResponse, refusal: ApiRefusal): void {
  const language = parseApiLanguage(request.headers['accept-language']);
  const { status, body } = toApiError(refusal.failure, language, refusal.status);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    ...(refusal.retryAfterS !== undefined && { 'Retry-After': String(refusal.retryAfterS) }),
    // OpenAI's clients come again by themselves after some answers; a wait is the only reason to.
    'X-Should-Retry': String(refusal.retryAfterS !== undefined),
  });
  response.end(JSON.stringify(body));
  linger(request);
}

/** Ends the connection of a sender that does not end its body in time. */
export function linger(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.destroy(), lingerMs).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  request.resume();
}

/** Judges a request to a door for programs by its head, and answers the refused ones before their body is read. */
import type { EventEmitter } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { admitRequest } from '../../../core/doors/admitRequest.ts';
import type { Admittance, Load } from '../../../core/doors/admitRequest.ts';
import { toApiError } from '../../../core/doors/apiError.ts';
import { parseApiLanguage } from '../../../core/doors/apiLanguage.ts';
import { judgeRequest } from '../../../core/doors/requestGuard.ts';
import type { Door } from '../../../core/doors/requestGuard.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { KeyView } from '../../../contract/key.ts';
import { parseApiRoute } from './apiRoutes.ts';
import { codeHeader } from './errorCode.ts';
import type { ApiRoute } from './apiRoutes.ts';
import { closing } from './drain.ts';
import { limitBytesOf, noteBearer } from './keyUse.ts';
import type { FindKey, KeyLoads } from './keyUse.ts';
import type { WrongKeys } from '../wrongKeys.ts';
import { pathOf } from '../requestPath.ts';

export interface ApiGuard {
  readonly door: Door;
  /** null: whoever reaches the door may use it. */
  readonly findKey: FindKey | null;
  readonly keyLoads: KeyLoads;
  readonly wrongKeys: WrongKeys;
  readonly uploadLimitBytes: number;
  readonly load: () => Load;
  /** The host is about to end. */
  readonly isClosing: () => boolean;
}

export interface ApiRefusal {
  readonly failure: Failure;
  /** Left out: that of the failure's code. */
  readonly status?: number;
  readonly retryAfterS?: number;
}

/** Nobody here knows when the next host begins; one that is only started again is there by then. */
const closingRetryS = 10;

/** null: go on. */
export function judgeApi(
  request: IncomingMessage,
  guard: ApiGuard,
  route = parseApiRoute(request.method, pathOf(request)),
): ApiRefusal | null {
  if (!route) return { failure: { code: 'unknown-call', message: '' }, status: 404 };
  const key = route.isPublic ? null : findBearer(request, guard);
  if (key) noteBearer(request, key);
  const refusal = judgeCaller(request, route, { ...guard, key });
  return refusal ?? (route.takes === null ? null : judgeFile(request, route, { ...guard, key }));
}

type WithKey = ApiGuard & { readonly key: KeyView | null };

function judgeCaller(request: IncomingMessage, route: ApiRoute, guard: WithKey): ApiRefusal | null {
  const { key, wrongKeys } = guard;
  const isAsked = guard.findKey !== null && !route.isPublic;
  const address = request.socket.remoteAddress ?? '';
  const waitS = isAsked ? wrongKeys.waitS(address) : 0;
  if (waitS > 0) {
    const failure = { code: 'busy', message: 'too many wrong keys from this address' } as const;
    return { failure, retryAfterS: waitS };
  }
  const verdict = judgeRequest(
    { ...headOf(request, route), isAuthorised: !isAsked || key !== null },
    guard.door,
  );
  if (!verdict.isAllowed) {
    const { code, message, status } = verdict;
    if (code === 'unauthorised' && triesKey(request.headers)) wrongKeys.note(address);
    return { failure: { code, message }, status };
  }
  const isFor = key === null || key.scopes.includes(route.scope);
  return isFor ? null : { failure: { code: 'forbidden', message: `this key is not for ${route.scope}` } };
}

function judgeFile(request: IncomingMessage, route: ApiRoute, guard: WithKey): ApiRefusal | null {
  const { key, isClosing, uploadLimitBytes, load, keyLoads } = guard;
  if (isClosing()) return { failure: closing().toFailure(), retryAfterS: closingRetryS };
  return (
    judgeSize(request, limitBytesOf(key, uploadLimitBytes)) ??
    judgeLoad(load(), route.takes === 'answered') ??
    (key && foldAdmittance(keyLoads.admit(key)))
  );
}

/** Counts a file that was let in among those of its key, until its answer has gone. */
export function countFile(
  request: IncomingMessage,
  answer: Pick<EventEmitter, 'once'>,
  guard: ApiGuard,
): void {
  const key = findBearer(request, guard);
  if (key) guard.keyLoads.begin(key, answer);
}

/** The key a request brings; null: none that is known here, or none is asked for. */
function findBearer({ headers }: IncomingMessage, { findKey }: ApiGuard): KeyView | null {
  const secret = readKey(headers);
  return findKey === null || secret === '' ? null : findKey(secret);
}

function headOf(
  { headers }: IncomingMessage,
  route: ApiRoute,
): Omit<Parameters<typeof judgeRequest>[0], 'isAuthorised'> {
  const site = headers['sec-fetch-site'];
  return {
    host: headers.host,
    origin: headers.origin,
    secFetchSite: isVisit(headers, route) ? undefined : Array.isArray(site) ? site.join(',') : site,
    contentType: headers['content-type'],
    body: route.body,
  };
}

/** A link to an instance's page from elsewhere: it is only shown, unframed. */
function isVisit(headers: IncomingMessage['headers'], { isPublic }: ApiRoute): boolean {
  return isPublic && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';
}

function triesKey(headers: IncomingMessage['headers']): boolean {
  return headers.authorization !== undefined || readKey(headers) !== '';
}

/** A browser's WebSocket lets no header be set: there it comes as the subprotocol `key.KEY`, beside FunASR's `binary`. */
function readKey({ authorization = '', ...headers }: IncomingMessage['headers']): string {
  const protocols = headers['sec-websocket-protocol'] ?? '';
  return /^Bearer +(\S+)$/i.exec(authorization)?.[1] ?? /(?:^|,)\s*key\.([\w-]+)/.exec(protocols)?.[1] ?? '';
}

/** Room for the form around the file. */
const formBytes = 1024 * 1024;

function judgeSize({ headers }: IncomingMessage, limitBytes: number): ApiRefusal | null {
  const bytes = Number(headers['content-length'] ?? 0);
  if (bytes <= limitBytes + formBytes) return null;
  const message = `${bytes} bytes, at most ${limitBytes}`;
  return { failure: { code: 'too-large', message, detail: { limitBytes } } };
}

function judgeLoad(load: Load, isAnswered: boolean): ApiRefusal | null {
  return foldAdmittance(admitRequest(load, isAnswered));
}

function foldAdmittance(admittance: Admittance): ApiRefusal | null {
  if (admittance.isAdmitted) return null;
  const { code, message, retryAfterS } = admittance;
  return { failure: { code, message, detail: { retryAfterS } }, retryAfterS };
}

/** Until then what a refused sender still sends is read and thrown away, so that it hears the answer before the line is cut. */
const lingerMs = 2_000;
/** More of it is left unread, so that a flood of large files costs nothing; its sender waits and is cut. */
const lingerBytes = 4 * 1024 * 1024;

export function refuseApi(request: IncomingMessage, response: ServerResponse, refusal: ApiRefusal): void {
  const language = parseApiLanguage(request.headers['accept-language']);
  const { status, body } = toApiError(refusal.failure, language, refusal.status);
  response.writeHead(status, {
    'Content-Type': 'application/json',
    [codeHeader]: refusal.failure.code,
    ...(refusal.retryAfterS !== undefined && { 'Retry-After': String(refusal.retryAfterS) }),
    // OpenAI's clients come again by themselves after some answers; a wait is the only reason to.
    'X-Should-Retry': String(refusal.retryAfterS !== undefined),
  });
  response.end(JSON.stringify(body));
  linger(request);
}

/** Ends the connection of a sender that does not end its body in time; one that does may ask again over it. */
function linger(request: IncomingMessage): void {
  if (request.complete) return;
  const timer = setTimeout(() => request.destroy(), lingerMs).unref();
  request.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
  let bytes = 0;
  request.on('data', (chunk: Buffer) => {
    bytes += chunk.byteLength;
    if (bytes > lingerBytes) request.pause();
  });
}

/** Whether a door may look at a request's body: a pure verdict from its head alone, for calls, uploads and WebSocket upgrades. */
import type { FailureCode } from '../../contract/failure.ts';

export interface RequestHead {
  /** Header values as Node gives them; undefined: not sent. */
  readonly host: string | undefined;
  readonly origin: string | undefined;
  readonly secFetchSite: string | undefined;
  readonly contentType: string | undefined;
  /** The caller compared cookie or bearer token in constant time, or the route needs none. */
  readonly isAuthorised: boolean;
  /** What the route takes: `none` for GET and upgrades. */
  readonly body: 'none' | 'json' | 'bytes' | 'form';
}

export interface Door {
  readonly port: number;
  /** Further names in a Host header: `name` (with our port, 80, 443 or none) or `name:port` (exactly). */
  readonly allowedHosts: readonly string[];
  /** What a caller that is not authorised is told to do. */
  readonly signIn: string;
  /** It speaks TLS itself; left out: no. */
  readonly isTls?: boolean;
}

export type Verdict =
  | { readonly isAllowed: true }
  | {
      readonly isAllowed: false;
      readonly status: number;
      readonly code: FailureCode;
      readonly message: string;
    };

const mediaTypes = {
  json: 'application/json',
  bytes: 'application/octet-stream',
  form: 'multipart/form-data',
} as const;

/** Checks in order: Host, Origin, Sec-Fetch-Site, token, content type. The first that fails answers. */
export function judgeRequest(head: RequestHead, door: Door): Verdict {
  const host = head.host?.toLowerCase();
  if (host === undefined || !isOurHost(host, door)) {
    return refuse(403, 'forbidden', 'This address does not answer under that Host name.');
  }
  if (head.origin !== undefined && !isOurOrigin(head.origin, host, door)) {
    return refuse(403, 'forbidden', 'Requests from other web pages are refused (Origin).');
  }
  if (
    head.secFetchSite !== undefined &&
    head.secFetchSite !== 'same-origin' &&
    head.secFetchSite !== 'none'
  ) {
    return refuse(403, 'forbidden', 'Requests from other web pages are refused (Sec-Fetch-Site).');
  }
  if (!head.isAuthorised) return refuse(401, 'unauthorised', door.signIn);
  if (head.body !== 'none' && mediaTypeOf(head.contentType) !== mediaTypes[head.body]) {
    return refuse(415, 'bad-request', `Content-Type must be ${mediaTypes[head.body]}.`);
  }
  return { isAllowed: true };
}

function isLoopback(host: string, { port }: Door): boolean {
  const names = ['127.0.0.1', 'localhost', '[::1]'];
  return names.some((name) => host === `${name}:${port}` || (port === 80 && host === name));
}

function isOurHost(host: string, door: Door): boolean {
  if (isLoopback(host, door)) return true;
  return door.allowedHosts.some((listed) => {
    const name = listed.toLowerCase();
    if (host === name) return true;
    const hasPort = /:\d+$/.test(name);
    return !hasPort && [door.port, 80, 443].some((port) => host === `${name}:${port}`);
  });
}

/** A page of ours has the very host it calls; https where the door speaks TLS, or a platform's proxy adds it. */
function isOurOrigin(origin: string, host: string, door: Door): boolean {
  if (door.isTls) return origin === `https://${host}`;
  if (origin === `http://${host}`) return true;
  return !isLoopback(host, door) && origin === `https://${host}`;
}

function mediaTypeOf(contentType: string | undefined): string | undefined {
  return contentType?.split(';')[0]?.trim().toLowerCase();
}

function refuse(status: number, code: FailureCode, message: string): Verdict {
  return { isAllowed: false, status, code, message };
}

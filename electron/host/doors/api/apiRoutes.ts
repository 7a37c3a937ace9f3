/** Which route of a door for programs a request means. */
import type { KeyScope } from '../../../contract/key.ts';
import type { RequestHead } from '../../../core/doors/requestGuard.ts';

export interface ApiRoute {
  readonly body: Extract<RequestHead['body'], 'none' | 'form'>;
  /** It brings a file: `answered` while its sender waits for the text, `queued` where it only wants it accepted. */
  readonly takes: 'answered' | 'queued' | null;
  /** What a key must be for, where one is asked for. */
  readonly scope: KeyScope;
  /** Shown to whoever may reach the door at all: it tells nothing of anybody's files. */
  readonly isPublic: boolean;
}

const answered: ApiRoute = { body: 'form', takes: 'answered', scope: 'transcribe', isPublic: false };
const queued: ApiRoute = { body: 'form', takes: 'queued', scope: 'transcribe', isPublic: false };
const read: ApiRoute = { body: 'none', takes: null, scope: 'transcribe', isPublic: false };
const shown: ApiRoute = { body: 'none', takes: null, scope: 'transcribe', isPublic: true };

const measured: ApiRoute = { ...read, scope: 'metrics' };

/** FunASR's clients upgrade at any path. */
export const socketRoute: ApiRoute = {
  body: 'none',
  takes: 'answered',
  scope: 'transcribe',
  isPublic: false,
};

const shownPaths = new Set(['/', '/healthz', '/readyz', '/openapi.json']);

/** undefined: no such route by this method. */
export function parseApiRoute(method: string | undefined, path: string): ApiRoute | undefined {
  if (method === 'POST') return { '/v1/audio/transcriptions': answered, '/v1/jobs': queued }[path];
  if (method === 'DELETE') return /^\/v1\/jobs\/[^/]+$/.test(path) ? read : undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (shownPaths.has(path) || path.startsWith('/assets/')) return shown;
  if (path === '/metrics') return measured;
  if (/^\/v1\/models(\/|$)/.test(path)) return read;
  return /^\/v1\/jobs\/[^/]+(\/(events|transcript))?$/.test(path) ? read : undefined;
}

/** Few names, whatever is asked for: each is a series of its own in the figures. */
export function nameRoute(path: string): string {
  const part = jobPath.exec(path)?.[2];
  if (part !== undefined) return `/v1/jobs/:id${part}`;
  if (path.startsWith('/v1/models/')) return '/v1/models/:id';
  if (path === '/' || path.startsWith('/assets/')) return 'page';
  const isNamed = /^\/(v1\/(audio\/transcriptions|jobs|models)|healthz|readyz|metrics|openapi\.json)$/.test(
    path,
  );
  return isNamed ? path : 'other';
}

export function jobOfPath(path: string): string | null {
  return jobPath.exec(path)?.[1] ?? null;
}

const jobPath = /^\/v1\/jobs\/([^/]+)(\/events|\/transcript|)$/;

/** Which route of a door for programs a request means. */
import type { RequestHead } from '../../core/doors/requestGuard.ts';

export interface ApiRoute {
  readonly body: Extract<RequestHead['body'], 'none' | 'form'>;
  /** It brings a file: `answered` while its sender waits for the text, `queued` where it only wants it accepted. */
  readonly takes: 'answered' | 'queued' | null;
  /** Shown to whoever may reach the door at all: it tells nothing of anybody's files. */
  readonly isPublic: boolean;
}

const answered: ApiRoute = { body: 'form', takes: 'answered', isPublic: false };
const queued: ApiRoute = { body: 'form', takes: 'queued', isPublic: false };
const read: ApiRoute = { body: 'none', takes: null, isPublic: false };
const shown: ApiRoute = { body: 'none', takes: null, isPublic: true };

const shownPaths = new Set(['/', '/healthz', '/readyz', '/openapi.json']);
const readPaths = new Set(['/v1/models', '/metrics']);

/** undefined: no such route by this method. */
export function parseApiRoute(method: string | undefined, path: string): ApiRoute | undefined {
  if (method === 'POST') return { '/v1/audio/transcriptions': answered, '/v1/jobs': queued }[path];
  if (method === 'DELETE') return /^\/v1\/jobs\/[^/]+$/.test(path) ? read : undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (shownPaths.has(path) || path.startsWith('/assets/')) return shown;
  if (readPaths.has(path) || path.startsWith('/v1/models/')) return read;
  return /^\/v1\/jobs\/[^/]+(\/(events|transcript))?$/.test(path) ? read : undefined;
}

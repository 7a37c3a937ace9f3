/** Which route of the panel's door a request means, and what its head must bring before anything is read. */
import type { RequestHead } from '../../../core/doors/requestGuard.ts';

export interface Route {
  readonly kind: 'session' | 'upload' | 'piece' | 'call' | 'download' | 'panel';
  readonly body: RequestHead['body'];
  /** The panel's own files hold no secret, and the page must be there before it can trade its code for a cookie. */
  readonly needsCookie: boolean;
  /** Whoever signed in to look only is refused; what a call needs is its row's to say. */
  readonly needsChange?: boolean;
}

const routes = {
  session: { kind: 'session', body: 'json', needsCookie: false },
  upload: { kind: 'upload', body: 'json', needsCookie: true, needsChange: true },
  uploadLook: { kind: 'upload', body: 'none', needsCookie: true, needsChange: true },
  piece: { kind: 'piece', body: 'bytes', needsCookie: true, needsChange: true },
  signOut: { kind: 'session', body: 'none', needsCookie: true },
  call: { kind: 'call', body: 'json', needsCookie: true },
  download: { kind: 'download', body: 'none', needsCookie: true },
  panel: { kind: 'panel', body: 'none', needsCookie: false },
} as const satisfies Record<string, Route>;

const uploadRoutes: Readonly<Record<string, Route>> = {
  GET: routes.uploadLook,
  PATCH: routes.piece,
  DELETE: routes.uploadLook,
};

function parsePost(path: string): Route | undefined {
  if (path === '/session') return routes.session;
  if (path === '/api/uploads') return routes.upload;
  return /^\/api\/[A-Za-z.]+$/.test(path) ? routes.call : undefined;
}

/** undefined: no such route by this method. */
export function parseRoute(method: string | undefined, path: string): Route | undefined {
  if (/^\/api\/uploads\/[^/]+$/.test(path)) return uploadRoutes[method ?? ''];
  if (method === 'POST') return parsePost(path);
  if (method === 'DELETE') return path === '/session' ? routes.signOut : undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (/^\/api\/(transcripts|audio)\//.test(path)) return routes.download;
  return path.startsWith('/api/') || path === '/session' ? undefined : routes.panel;
}

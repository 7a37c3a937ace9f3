/** Which route of the panel's door a request means, and what its head must bring before anything is read. */
import type { RequestHead } from '../../core/doors/requestGuard.ts';

export interface Route {
  readonly kind: 'session' | 'upload' | 'call' | 'download' | 'panel';
  readonly body: RequestHead['body'];
  /** The panel's own files hold no secret, and the page must be there before it can trade its code for a cookie. */
  readonly needsCookie: boolean;
  /** Whoever signed in to look only is refused; what a call needs is its row's to say. */
  readonly needsChange?: boolean;
}

const routes = {
  session: { kind: 'session', body: 'json', needsCookie: false },
  upload: { kind: 'upload', body: 'bytes', needsCookie: true, needsChange: true },
  signOut: { kind: 'session', body: 'none', needsCookie: true },
  call: { kind: 'call', body: 'json', needsCookie: true },
  download: { kind: 'download', body: 'none', needsCookie: true },
  panel: { kind: 'panel', body: 'none', needsCookie: false },
} as const satisfies Record<string, Route>;

/** undefined: no such route by this method. */
export function parseRoute(method: string | undefined, path: string): Route | undefined {
  if (method === 'POST') {
    if (path === '/session') return routes.session;
    if (path === '/api/upload') return routes.upload;
    return /^\/api\/[A-Za-z.]+$/.test(path) ? routes.call : undefined;
  }
  if (method === 'DELETE') return path === '/session' ? routes.signOut : undefined;
  if (method !== 'GET' && method !== 'HEAD') return undefined;
  if (/^\/api\/(transcripts|audio)\//.test(path)) return routes.download;
  return path.startsWith('/api/') || path === '/session' ? undefined : routes.panel;
}

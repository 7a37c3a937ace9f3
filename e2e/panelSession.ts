/** A browser's session at the panel's door, without the browser. */
import type { Reply } from '../electron/contract/api.ts';
import type { UploadView } from '../electron/contract/upload.ts';
import type { Box } from './box.ts';

export interface PanelSession {
  readonly origin: string;
  readonly cookie: string;
}

/** By the box's one-time link, or by a key. */
export async function signIn({ url }: Pick<Box, 'url'>, key?: string): Promise<PanelSession> {
  const { origin, hash } = new URL(url);
  const code = new URLSearchParams(hash.slice(1)).get('code');
  const answer = await post({ origin, cookie: '' }, '/session', key === undefined ? { code } : { key });
  return { origin, cookie: answer.headers.getSetCookie()[0]?.split(';', 1)[0] ?? '' };
}

export function post({ origin, cookie }: PanelSession, path: string, body: unknown): Promise<Response> {
  const headers = { cookie, 'content-type': 'application/json' };
  return fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** What the host says to a file that comes in one piece: an upload with its job, or why not. */
export async function sendWhole(
  session: PanelSession,
  { name, content }: { readonly name: string; readonly content: Buffer },
): Promise<Reply> {
  const draft = { name, bytes: content.length, target: { kind: 'fleet' } };
  const begun: Reply = await (await post(session, '/api/uploads', draft)).json();
  if (!begun.ok) return begun;
  const { id } = begun.value as UploadView;
  const answer = await fetch(`${session.origin}/api/uploads/${id}`, {
    method: 'PATCH',
    headers: { cookie: session.cookie, 'content-type': 'application/octet-stream', 'upload-offset': '0' },
    body: new Uint8Array(content),
  });
  return answer.json();
}

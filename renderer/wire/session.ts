import { reply as replySchema } from '../../electron/contract/api.ts';

/** Trades the one-time code of a link (`/#code=…`) for a session cookie, and takes it out of the address. */
export async function openSession(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!code) return;
  history.replaceState(null, '', location.pathname + location.search);
  await post({ code }).catch(() => null);
}

/** in: signed in · wrong: no such key · other: a key for programs · too-many: wait · lost: no answer. */
export type SignInAnswer = 'in' | 'wrong' | 'other' | 'too-many' | 'lost';

/** Trades a key for a session cookie. */
export async function signIn(key: string): Promise<SignInAnswer> {
  const response = await post({ key }).catch(() => null);
  if (!response) return 'lost';
  if (response.ok) return 'in';
  const reply = replySchema.safeParse(await response.json().catch(() => null)).data;
  const code = reply && !reply.ok ? reply.failure.code : null;
  if (code === 'forbidden') return 'other';
  if (code === 'busy') return 'too-many';
  return code === 'unauthorised' || code === 'bad-request' ? 'wrong' : 'lost';
}

/** Ends the session and shows where one signs in. */
export async function signOut(): Promise<void> {
  await fetch('/session', { method: 'DELETE' }).catch(() => null);
  location.reload();
}

function post(body: Readonly<Record<string, string>>): Promise<Response> {
  const headers = { 'content-type': 'application/json' };
  return fetch('/session', { method: 'POST', headers, body: JSON.stringify(body) });
}

/** A new link opened over the open panel changes only the part after `#`: start anew, so that its code is traded too. */
export function watchSession(): void {
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#code=')) location.reload();
  });
}

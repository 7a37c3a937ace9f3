/** Trades the one-time code of a link (`/#code=…`) for a session cookie, and takes it out of the address. */
export async function openSession(): Promise<void> {
  const code = new URLSearchParams(location.hash.slice(1)).get('code');
  if (!code) return;
  history.replaceState(null, '', location.pathname + location.search);
  await fetch('/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code }),
  }).catch(() => null);
}

/** A new link opened over the open panel changes only the part after `#`: start anew, so that its code is traded too. */
export function watchSession(): void {
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#code=')) location.reload();
  });
}

import { useSyncExternalStore } from 'react';
import { parseRoute, renderRoute, type Route } from '../state/route.ts';

let known: { readonly hash: string; readonly route: Route } = { hash: '', route: parseRoute('') };
const listeners = new Set<() => void>();

function readRoute(): Route {
  if (known.hash !== location.hash) known = { hash: location.hash, route: parseRoute(location.hash) };
  return known.route;
}

function watchRoute(onChange: () => void): () => void {
  listeners.add(onChange);
  addEventListener('hashchange', onChange);
  addEventListener('popstate', onChange);
  return () => {
    listeners.delete(onChange);
    removeEventListener('hashchange', onChange);
    removeEventListener('popstate', onChange);
  };
}

/** Where the panel is. */
export function useRoute(): Route {
  return useSyncExternalStore(watchRoute, readRoute);
}

/**
 * Goes somewhere; `replace` leaves no step to come back to. Told at once, not by a later event: the search box shows
 * the address, and a late value would break the composing of Chinese text.
 */
export function openRoute(route: Route, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') history.pushState(null, '', renderRoute(route));
  else history.replaceState(null, '', renderRoute(route));
  for (const listener of listeners) listener();
}

import { useSyncExternalStore } from 'react';
import { parseRoute, renderRoute, type Route } from '../state/route.ts';

let known: { readonly hash: string; readonly route: Route } = { hash: '', route: parseRoute('') };

function readRoute(): Route {
  if (known.hash !== location.hash) known = { hash: location.hash, route: parseRoute(location.hash) };
  return known.route;
}

function watchRoute(onChange: () => void): () => void {
  addEventListener('hashchange', onChange);
  return () => removeEventListener('hashchange', onChange);
}

/** Where the panel is. */
export function useRoute(): Route {
  return useSyncExternalStore(watchRoute, readRoute);
}

/** Goes somewhere; `replace` leaves no step to come back to. */
export function openRoute(route: Route, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') location.hash = renderRoute(route);
  else location.replace(renderRoute(route));
}

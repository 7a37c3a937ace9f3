/** Calls about watched folders, which tell of their own changes. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

export function createWatchHandlers({ watches }: HostParts) {
  return {
    'watches.list': async () => ({ watches: watches.list() }),
    'watches.add': (draft) => watches.add(draft),
    'watches.edit': ({ id, patch }) => watches.edit(id, patch),
    'watches.remove': async ({ id }) => {
      await watches.remove(id);
      return {};
    },
  } satisfies Partial<Handlers>;
}

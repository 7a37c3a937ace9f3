/** Calls about who comes in, what programs asked, and whom the host tells. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

export function createDoorHandlers({ panel, requests, webhook }: HostParts) {
  return {
    'host.access': async (_input, { scopes, keyName = null }) => ({
      ...{ scopes: [...scopes], keyName },
      panel: panel(),
    }),
    'host.requests': async ({ limit }) => ({ requests: requests().slice(0, limit) }),
    'webhook.get': async () => webhook.view(),
    'webhook.set': (draft) => webhook.set(draft),
    'webhook.test': () => webhook.test(),
  } satisfies Partial<Handlers>;
}

/** Calls about what the host works with: models and their fetches (which tell of their own changes) and settings. */
import type { HostParts } from './handlers.ts';
import type { Handlers } from '../serve.ts';

export function createSetupHandlers({ models, fetches, settings, pushes }: HostParts) {
  return {
    'models.list': async () => ({ models: [...models.list()] }),
    'models.add': async ({ dir }) => ({ models: [...(await models.add(dir))] }),
    'models.remove': async ({ id }) => {
      await models.remove(id);
      return {};
    },
    'models.fetch': async ({ fullId, hub }) => fetches.begin(fullId, hub),
    'models.cancelFetch': ({ id }) => fetches.cancel(id),
    'settings.get': async () => settings.get(),
    'settings.set': async (patch) => {
      const changed = await settings.set(patch);
      pushes.emit({ type: 'settings.changed', settings: changed });
      return changed;
    },
  } satisfies Partial<Handlers>;
}

/** Calls about what the host works with: models (which tell of their own changes) and settings. */
import type { HostParts } from './handlers.ts';
import type { Handlers } from '../serve.ts';

export function createSetupHandlers({ models, settings, pushes }: HostParts) {
  return {
    'models.list': async () => ({ models: [...models.list()] }),
    'models.add': async ({ dir }) => ({ models: [...(await models.add(dir))] }),
    'models.remove': async ({ id }) => {
      await models.remove(id);
      return {};
    },
    'settings.get': async () => settings.get(),
    'settings.set': async (patch) => {
      const changed = await settings.set(patch);
      pushes.emit({ type: 'settings.changed', settings: changed });
      return changed;
    },
  } satisfies Partial<Handlers>;
}

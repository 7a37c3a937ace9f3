/** Calls about what the host works with: models and settings. Each change is told to every panel. */
import type { HostParts } from './handlers.ts';
import type { Handlers } from '../serve.ts';

export function createSetupHandlers({ models, settings, pushes }: HostParts) {
  const tellModels = (): void => pushes.emit({ type: 'models.changed', models: [...models.list()] });
  return {
    'models.list': async () => ({ models: [...models.list()] }),
    'models.add': async ({ dir }) => {
      const added = await models.add(dir);
      tellModels();
      return { models: [...added] };
    },
    'models.remove': async ({ id }) => {
      await models.remove(id);
      tellModels();
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

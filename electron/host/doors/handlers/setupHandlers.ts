/** Calls about what the host works with: models, their fetches and the engines (which tell of their own changes), settings. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

export function createSetupHandlers({ models, fetches, engines, settings, keys, pushes }: HostParts) {
  return {
    'models.list': async () => ({ models: [...models.list()] }),
    'models.add': async ({ dir }) => ({ models: [...(await models.add(dir))] }),
    'models.remove': async ({ id }) => {
      await models.remove(id);
      return {};
    },
    'models.fetch': async ({ fullId, hub }) => fetches.begin(fullId, hub),
    'models.cancelFetch': ({ id }) => fetches.cancel(id),
    'engines.list': async () => ({ engines: [...(await engines.look())] }),
    'engines.install': async ({ engine, dryRun, torchIndex }) =>
      engines.install({ engine, torchIndex, isDryRun: dryRun }),
    'engines.cancel': ({ engine }) => engines.cancel(engine),
    'engines.log': ({ engine, limit }) => engines.log(engine, limit),
    'engines.inspect': ({ engine, pythonPath }) => engines.inspect(engine, pythonPath),
    'keys.list': async () => ({ keys: [...keys.list()] }),
    'keys.create': async (draft) => {
      const created = await keys.create(draft);
      pushes.emit({ type: 'keys.changed', keys: [...keys.list()] });
      return created;
    },
    'keys.revoke': async ({ id }) => {
      await keys.revoke(id);
      pushes.emit({ type: 'keys.changed', keys: [...keys.list()] });
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

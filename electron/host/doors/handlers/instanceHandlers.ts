/** Calls about instances, one by one and all together. */
import type { HostParts } from './hostParts.ts';
import type { Handlers } from '../serve.ts';

export function createInstanceHandlers({ fleet }: HostParts) {
  return {
    'instances.create': (draft) => fleet.create(draft),
    'instances.edit': ({ id, patch }) => fleet.edit(id, patch),
    'instances.duplicate': ({ id }) => fleet.duplicate(id),
    'instances.remove': async ({ id }) => {
      await fleet.remove(id);
      return {};
    },
    'instances.start': ({ id, anyway }) => fleet.start(id, anyway),
    'instances.admission': async (ask) => ({ admission: fleet.admission(ask) }),
    'instances.launch': async ({ id }) => fleet.launch(id),
    'instances.stop': ({ id }) => fleet.stop(id),
    'instances.restart': ({ id }) => fleet.restart(id),
    'instances.measure': ({ id }) => fleet.measure(id),
    'instances.log': (query) => fleet.log(query),
    'fleet.start': async () => {
      await fleet.startAll();
      return {};
    },
    'fleet.stop': async () => {
      await fleet.stopAll();
      return {};
    },
    'fleet.restart': async () => ({ ids: [...(await fleet.restartAll())] }),
  } satisfies Partial<Handlers>;
}

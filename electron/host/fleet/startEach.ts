/** All instances at once: those that cannot start say so themselves and keep none of the others back. */
import { foldFailure } from '../../core/failed.ts';
import type { Log } from '../ports.ts';
import type { Instance } from './instance.ts';

export async function startEach(
  instances: Iterable<Instance>,
  begin: (instance: Instance) => Promise<unknown>,
  log: Log,
): Promise<void> {
  for (const instance of instances) {
    try {
      instance.checkStart();
      await begin(instance);
    } catch (thrown) {
      log.warn('An instance was not started', { id: instance.spec.id, ...foldFailure(thrown) });
    }
  }
}

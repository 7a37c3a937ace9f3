/** Instances as a command line names them: by name, or by the id that lists show. */
import type { InstanceView } from '../contract/instance.ts';
import { Failed } from '../core/failed.ts';

export function isNamed({ spec }: Pick<InstanceView, 'spec'>, name: string): boolean {
  return spec.name === name || spec.id === name;
}

/** Throws instance-not-found. */
export function findInstance(instances: readonly InstanceView[], name: string): InstanceView {
  const found = instances.find((instance) => isNamed(instance, name));
  if (!found) throw new Failed('instance-not-found', `there is no instance named ${name}`, { name });
  return found;
}

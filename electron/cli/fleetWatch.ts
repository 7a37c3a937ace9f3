/** Follows the fleet to tell when waiting for it is in vain. */
import { isAble } from '../contract/instance.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { FrontsView, InstanceView, Phase } from '../contract/instance.ts';
import type { Push } from '../contract/push.ts';
import { Failed } from '../core/failed.ts';

/** Phases an instance does not leave by itself soon. */
const stuck: ReadonlySet<Phase> = new Set(['stopped', 'failed', 'blocked', 'mispinned']);

export interface FleetWatch {
  begin(snapshot: Snapshot): void;
  take(push: Push): void;
  /** Rejects with the cause once no wanted instance, or no front, will come. */
  readonly inVain: Promise<never>;
}

/** `isWanted` picks the instances that may take the work. */
export function createFleetWatch(
  isWanted: (instance: InstanceView) => boolean,
  onReady: () => void,
): FleetWatch {
  const instances = new Map<string, InstanceView>();
  let fronts: FrontsView | null = null;
  let hasBegun = false;
  const { promise: inVain, reject } = Promise.withResolvers<never>();
  inVain.catch(() => undefined);
  const look = (): void => {
    // Before the snapshot no instance is known, which is no sign that none will come.
    if (!hasBegun) return;
    const wanted = [...instances.values()].filter(isWanted);
    if (wanted.some(({ phase }) => isAble(phase))) onReady();
    const failure = findObstacle(wanted, fronts);
    if (failure) reject(failure);
  };
  return {
    begin: (snapshot) => {
      for (const instance of snapshot.instances) instances.set(instance.spec.id, instance);
      fronts = snapshot.fronts;
      hasBegun = true;
      look();
    },
    take: ({ event }) => {
      if (event.type === 'instance.changed') instances.set(event.instance.spec.id, event.instance);
      else if (event.type === 'fronts.changed') fronts = event.fronts;
      else return;
      look();
    },
    inVain,
  };
}

function findObstacle(wanted: readonly InstanceView[], fronts: FrontsView | null): Failed | null {
  if (fronts?.failed && fronts.ready === 0) return new Failed('worker-failed', renderCause(fronts.failed));
  if (wanted.some(({ phase }) => !stuck.has(phase))) return null;
  const causes = wanted.flatMap(({ spec, cause }) => (cause ? [`${spec.name}: ${renderCause(cause)}`] : []));
  return new Failed('instance-unavailable', causes.join('\n  ') || 'every instance is stopped');
}

function renderCause({ message, lines }: NonNullable<InstanceView['cause']>): string {
  return [message, ...lines.slice(-3)].join('\n    ');
}

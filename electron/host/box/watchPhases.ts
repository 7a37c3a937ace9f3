/** When a worker came, went or became ready on a card, the cards are asked at once. */
import type { InstanceView } from '../../contract/instance.ts';
import type { Emit, Gpus } from '../ports.ts';

export function watchPhases(gpus: Pick<Gpus, 'look'>): Emit {
  const last = new Map<string, string>();
  return (event) => {
    if (event.type !== 'instance.changed') return;
    const { spec } = event.instance;
    const now = describePhase(event.instance);
    const before = last.get(spec.id) ?? 'stopped null';
    last.set(spec.id, now);
    if (spec.device.kind !== 'cpu' && now !== before) void gpus.look();
  };
}

/** Ready and busy alternate with every batch and are one here. */
function describePhase({ phase, pid }: InstanceView): string {
  return `${phase === 'busy' ? 'ready' : phase} ${pid}`;
}

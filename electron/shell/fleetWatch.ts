/** What the desktop knows of the host: its instances, its queue and its settings, kept up to date by events. */
import type { InstanceView } from '../contract/instance.ts';
import type { PushEvent } from '../contract/push.ts';
import type { Settings } from '../contract/settings.ts';
import { QueueLine } from '../core/shell/queueLine.ts';
import type { HostLink } from './hostLink.ts';

/** Many events come at once; menus and bars follow this much later, ms. */
const settleMs = 200;

export interface FleetWatch {
  instances(): readonly InstanceView[];
  readonly queue: QueueLine;
  settings(): Settings;
  /** Called some time after anything has changed. */
  onChange(listener: () => void): void;
}

export async function watchFleet(link: Pick<HostLink, 'call' | 'onEvent'>): Promise<FleetWatch> {
  const early: PushEvent[] = [];
  let take = (event: PushEvent): void => void early.push(event);
  link.onEvent((event) => take(event));
  const snapshot = await link.call('host.snapshot', {});
  const instances = new Map(snapshot.instances.map((instance) => [instance.spec.id, instance]));
  const queue = new QueueLine();
  for (const job of snapshot.jobs) queue.take(job);
  let { settings } = snapshot;
  const listeners = new Set<() => void>();
  let timer: NodeJS.Timeout | null = null;
  const tell = (): void => {
    timer ??= setTimeout(() => {
      timer = null;
      for (const listener of listeners) listener();
    }, settleMs);
  };
  take = (event) => {
    if (event.type === 'settings.changed') settings = event.settings;
    else if (!foldEvent(event, instances, queue)) return;
    tell();
  };
  early.forEach(take);
  return {
    instances: () => [...instances.values()],
    queue,
    settings: () => settings,
    onChange: (listener) => void listeners.add(listener),
  };
}

/** Whether it was about any of these. */
function foldEvent(event: PushEvent, instances: Map<string, InstanceView>, queue: QueueLine): boolean {
  switch (event.type) {
    case 'instance.changed':
      instances.set(event.instance.spec.id, event.instance);
      return true;
    case 'instance.removed':
      return instances.delete(event.id);
    case 'job.changed':
      queue.take(event.job);
      return true;
    case 'job.removed':
      queue.remove(event.id);
      return true;
    default:
      return false;
  }
}

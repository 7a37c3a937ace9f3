/** Which doors for programs there should be. */
import type { InstanceView } from '../../contract/instance.ts';
import type { Settings } from '../../contract/settings.ts';

export interface PlannedDoor {
  /** null: the fleet's. */
  readonly instanceId: string | null;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

const loopback = '127.0.0.1';

/** The fleet's first, then the instances' in their order, which are for this machine alone. */
export function planDoors(
  settings: Pick<Settings, 'publicDoor' | 'publicHost' | 'publicPort' | 'instanceDoors'>,
  instances: readonly Pick<InstanceView, 'spec'>[],
): readonly PlannedDoor[] {
  const { publicHost: host, publicPort: port } = settings;
  return [
    ...(settings.publicDoor ? [{ instanceId: null, host, port }] : []),
    ...(settings.instanceDoors
      ? instances.map(({ spec }) => ({ instanceId: spec.id, host: loopback, port: spec.port }))
      : []),
  ];
}

/** Whether no other machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

export function isSameDoor(a: PlannedDoor, b: PlannedDoor): boolean {
  return a.instanceId === b.instanceId && a.host === b.host && a.port === b.port;
}

/** As a program on this machine writes it; where it listens everywhere, by loopback's name. */
export function writeUrl(host: string, port: number): string {
  const name = { '0.0.0.0': loopback, '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}`;
}

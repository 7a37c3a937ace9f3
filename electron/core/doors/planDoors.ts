/** Which doors for programs there should be. */
import type { InstanceView } from '../../contract/instance.ts';
import type { Settings } from '../../contract/settings.ts';

export interface PlannedDoor {
  /** null: the fleet's. */
  readonly instanceId: string | null;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  readonly access: Access;
}

/** open: whoever reaches it · key: who sends a key · refused: nobody, since there is no key it could ask for. */
export type Access = 'open' | 'key' | 'refused';

const loopback = '127.0.0.1';

/** The fleet's first, then the instances' in their order, which are for this machine alone. */
export function planDoors(
  settings: Pick<Settings, 'publicDoor' | 'publicHost' | 'publicPort' | 'instanceDoors'>,
  instances: readonly { readonly spec: Pick<InstanceView['spec'], 'id' | 'port'> }[],
  hasKeys: boolean,
): readonly PlannedDoor[] {
  const { publicHost: host, publicPort: port } = settings;
  const access: Access = isLoopback(host) ? 'open' : hasKeys ? 'key' : 'refused';
  return [
    ...(settings.publicDoor ? [{ instanceId: null, host, port, access }] : []),
    ...(settings.instanceDoors
      ? instances.map(({ spec: { id: instanceId, port } }) => ({
          instanceId,
          host: loopback,
          port,
          access: 'open' as const,
        }))
      : []),
  ];
}

/** Whether no other machine reaches what listens there. */
export function isLoopback(host: string): boolean {
  return host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

export function isSameDoor(a: PlannedDoor, b: PlannedDoor): boolean {
  return a.instanceId === b.instanceId && a.host === b.host && a.port === b.port && a.access === b.access;
}

/** As a program on this machine writes it; where it listens everywhere, by loopback's name. */
export function writeUrl(host: string, port: number): string {
  const name = { '0.0.0.0': loopback, '::': '[::1]' }[host] ?? (host.includes(':') ? `[${host}]` : host);
  return `http://${name}:${port}`;
}

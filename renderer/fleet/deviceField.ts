import type { DeviceChoice } from '../../electron/contract/instance.ts';

/** A device as the value of a choice: `cpu`, `gpu:UUID` or `mig:UUID`. */
export function renderDevice(device: DeviceChoice): string {
  return device.kind === 'cpu' ? 'cpu' : `${device.kind}:${device.uuid}`;
}

export function parseDevice(value: string): DeviceChoice {
  const [kind, uuid = ''] = [value.slice(0, 3), value.slice(4)];
  return kind === 'gpu' || kind === 'mig' ? { kind, uuid } : { kind: 'cpu' };
}

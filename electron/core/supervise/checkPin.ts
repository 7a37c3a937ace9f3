/** Whether a worker sits on the device it was ordered to. */
import type { DeviceChoice } from '../../contract/instance.ts';

export interface Seat {
  /** As torch names it: `cpu`, `cuda:0`. */
  readonly device: string;
  /** UUID of the card as the driver gives it; null where it cannot be asked. */
  readonly gpuUuid: string | null;
}

/** What is wrong, null when nothing is. A MIG slice may only prove its card, so any card's UUID will do there. */
export function checkPin(ordered: DeviceChoice, seat: Seat): string | null {
  const isOnGpu = seat.gpuUuid !== null || seat.device.startsWith('cuda');
  if (ordered.kind === 'cpu') {
    return isOnGpu ? `The CPU was ordered, and the worker sits on ${seat.gpuUuid ?? seat.device}.` : null;
  }
  if (!isOnGpu) return `${ordered.uuid} was ordered, and the worker sits on the CPU.`;
  if (ordered.kind === 'mig' || seat.gpuUuid === ordered.uuid) return null;
  return seat.gpuUuid === null
    ? `${ordered.uuid} was ordered, and the worker cannot say which card it sits on.`
    : `${ordered.uuid} was ordered, and the worker sits on ${seat.gpuUuid}.`;
}

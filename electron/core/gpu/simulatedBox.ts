/** A box of made-up cards, for people without a GPU: what `--simulate-box` asks for, and the cards it gets. */
import type { DeviceChoice } from '../../contract/instance.ts';

export interface SimulatedBox {
  readonly count: number;
  /** GiB of each card. */
  readonly sizeGiB: number;
}

/** As python/paradeck_simulation/box.py reads them. */
export interface SimulatedCard {
  readonly index: number;
  readonly uuid: string;
  readonly name: string;
  readonly totalMiB: number;
}

/** No driver gives such a UUID: what bears it says by itself that it is made up. */
const uuidPrefix = 'GPU-SIMULATED-';
const mostCards = 8;
/** From what a driver and one worker need, to the largest card sold. */
const [leastGiB, mostGiB] = [4, 288];

/** Cards one knows by their memory. */
const models: readonly (readonly [fromGiB: number, name: string])[] = [
  [80, 'H100'],
  [40, 'L40S'],
  [32, 'RTX 5090'],
  [24, 'RTX 4090'],
  [16, 'RTX 4080'],
  [12, 'RTX 4070'],
  [8, 'RTX 4060'],
  [0, 'T1000'],
];

/** `2x24GiB`: so many cards of so much memory; null for anything else, and beyond 1–8 cards of 4–288 GiB. */
export function parseSimulatedBox(text: string): SimulatedBox | null {
  const found = /^(\d{1,3})[x×](\d{1,4})GiB$/i.exec(text.trim());
  const [count, sizeGiB] = [Number(found?.[1]), Number(found?.[2])];
  const isGood = count >= 1 && count <= mostCards && sizeGiB >= leastGiB && sizeGiB <= mostGiB;
  return isGood ? { count, sizeGiB } : null;
}

/** UUIDs follow from the place alone, so that pins hold over restarts. */
export function planSimulatedCards({ count, sizeGiB }: SimulatedBox): SimulatedCard[] {
  const name = models.find(([fromGiB]) => sizeGiB >= fromGiB)?.[1] ?? '';
  return Array.from({ length: count }, (_, index) => ({
    index,
    uuid: `${uuidPrefix}0000-0000-0000-${String(index).padStart(12, '0')}`,
    name: `SIMULATED ${name}`,
    totalMiB: sizeGiB * 1024,
  }));
}

export function isOnSimulatedCard(device: DeviceChoice): boolean {
  return device.kind !== 'cpu' && device.uuid.startsWith(uuidPrefix);
}

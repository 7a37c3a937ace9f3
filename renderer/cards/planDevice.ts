import type { DeviceChoice } from '../../electron/contract/instance.ts';
import type { CardName } from '../state/placed.ts';
import type { Texts } from '../texts/en.ts';
import { shortenUuid } from './shortenUuid.ts';

/** A device in words. */
export interface DeviceWords {
  /** The card's number now; null on the CPU and where the card is not there. */
  readonly index: string | null;
  readonly name: string;
  readonly isMissing: boolean;
}

export function planDevice(device: DeviceChoice, cards: readonly CardName[], t: Texts): DeviceWords {
  if (device.kind === 'cpu') return { index: null, name: t.instance.cpu, isMissing: false };
  for (const card of cards) {
    const slice = card.slices.find(({ uuid }) => uuid === device.uuid);
    if (card.uuid !== device.uuid && !slice) continue;
    const name = slice ? `MIG ${slice.profile}` : (shortenName(card.name) ?? shortenUuid(card.uuid));
    return { index: String(card.index ?? '?'), name, isMissing: false };
  }
  return { index: null, name: shortenUuid(device.uuid), isMissing: true };
}

/** A card's name without the maker's, which all of them share. */
export function shortenName(name: string | null): string | null {
  return name?.replace(/^NVIDIA (GeForce )?/, '') ?? null;
}

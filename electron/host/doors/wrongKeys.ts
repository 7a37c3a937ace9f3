/** Who tries keys one after the other: ten wrong ones in a minute, and an address is not listened to until they are forgotten. */
import type { Clock } from '../ports.ts';

const forgottenMs = 60_000;
const most = 10;
/** More addresses than a local network has; beyond, the oldest is forgotten. */
const addressesKept = 10_000;

export interface WrongKeys {
  /** Whole seconds until this address is listened to; 0: it is. */
  waitS(address: string): number;
  note(address: string): void;
}

export function createWrongKeys(clock: Clock): WrongKeys {
  const tries = new Map<string, readonly number[]>();
  const recent = (address: string): readonly number[] => {
    const since = clock.now() - forgottenMs;
    return (tries.get(address) ?? []).filter((at) => at > since);
  };
  return {
    waitS: (address) => {
      const first = recent(address).at(-most);
      return first === undefined ? 0 : Math.ceil((first + forgottenMs - clock.now()) / 1000);
    },
    note: (address) => {
      const noted = [...recent(address), clock.now()];
      tries.delete(address);
      tries.set(address, noted);
      const [oldest] = tries.keys();
      if (tries.size > addressesKept && oldest !== undefined) tries.delete(oldest);
    },
  };
}

/** Who tries keys one after the other: ten wrong ones in a minute, and an address is not listened to until they are forgotten. */
import type { Clock } from '../ports.ts';

export const wrongKeysForgottenS = 60;
const most = 10;
/** More addresses than a local network has; beyond, the oldest is forgotten. */
const addressesKept = 10_000;

export interface WrongKeys {
  areTooMany(address: string): boolean;
  note(address: string): void;
}

export function createWrongKeys(clock: Clock): WrongKeys {
  const tries = new Map<string, readonly number[]>();
  const recent = (address: string): readonly number[] => {
    const since = clock.now() - wrongKeysForgottenS * 1000;
    return (tries.get(address) ?? []).filter((at) => at > since);
  };
  return {
    areTooMany: (address) => recent(address).length >= most,
    note: (address) => {
      const noted = [...recent(address), clock.now()];
      tries.delete(address);
      tries.set(address, noted);
      const [oldest] = tries.keys();
      if (tries.size > addressesKept && oldest !== undefined) tries.delete(oldest);
    },
  };
}

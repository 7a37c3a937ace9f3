/** Under which names other machines reach this one. */
import { hostname, networkInterfaces } from 'node:os';

/** As a Host header writes them: its addresses and its own name. */
export function listOwnNames(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  const names = addresses.map(({ address, family }) => (family === 'IPv6' ? `[${address}]` : address));
  return [...new Set([...names, hostname()])];
}

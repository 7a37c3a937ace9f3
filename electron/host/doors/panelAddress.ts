/** Where the panel is served. */
import { Failed } from '../../core/failed.ts';

/** Unless the user says otherwise: stable, so that bookmarks keep working. */
export const panelPort = 8017;

export interface PanelAddress {
  /** A loopback name. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Further names in a Host header, for platforms that proxy the port under another name. */
  readonly allowedHosts?: readonly string[];
}

/** What is listened on, by the names a user may give. */
const loopbacks: Readonly<Record<string, string>> = {
  '127.0.0.1': '127.0.0.1',
  localhost: '127.0.0.1',
  '::1': '::1',
};

/** The address to listen on. Throws bad-request for any off loopback. */
export function parseLoopback(host: string): string {
  const address = Object.hasOwn(loopbacks, host) ? loopbacks[host] : undefined;
  if (address !== undefined) return address;
  const message = `${host}: the panel is served on this machine only (127.0.0.1, localhost or ::1)`;
  throw new Failed('bad-request', message, { field: 'host' });
}

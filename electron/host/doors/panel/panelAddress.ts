/** Where the panel is served. */
import { isIP } from 'node:net';
import { Failed } from '../../../core/failed.ts';
import { isLoopback } from '../../../core/doors/planDoors.ts';

/** Unless the user says otherwise: stable, so that bookmarks keep working. */
export const panelPort = 8017;

export interface PanelAddress {
  /** A loopback name, or an IP address of this machine. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Further names in a Host header, for platforms that proxy the port under another name. */
  readonly allowedHosts?: readonly string[];
  /** PEM; left out: plain HTTP. */
  readonly tls?: Tls | undefined;
}

export interface Tls {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** The address to listen on, and whether other machines reach it. Throws bad-request for what is no address. */
export function parsePanelHost(host: string): { host: string; isExposed: boolean } {
  const address = host === 'localhost' ? '127.0.0.1' : host;
  if (isIP(address) !== 0) return { host: address, isExposed: !isLoopback(address) };
  const message = `${host}: the panel listens on an IP address of this machine, or localhost`;
  throw new Failed('bad-request', message, { field: 'host' });
}

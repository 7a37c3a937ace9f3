/** Whose the ports are: each is tried by listening on it for a moment. */
import { createServer } from 'node:net';
import type { InstanceSpec } from '../../contract/instance.ts';
import type { BoxFacts, PortFacts } from '../../core/box/prechecksFacts.ts';
import { readPortOwner } from '../doors/portOwner.ts';

/** The first port instances get, and how many are tried for a free one. */
const firstPort = 6006;
const tried = 100;

export interface PanelPlace {
  readonly port: number;
  /** This host listens there. */
  readonly isOpen: boolean;
}

/** `panel` null: the panel needs no port here. */
export async function readPorts(
  panel: PanelPlace | null,
  specs: readonly InstanceSpec[],
): Promise<Pick<BoxFacts, 'ports' | 'freePort'>> {
  const places = [
    ...(panel === null ? [] : [{ port: panel.port, instance: null, isOpen: panel.isOpen }]),
    ...specs.map((instance) => ({ port: instance.port, instance, isOpen: false })),
  ];
  const ports = await Promise.all(places.map(readPort));
  return { ports, freePort: await findFree(new Set(places.map(({ port }) => port))) };
}

async function readPort({ port, instance, isOpen }: Place): Promise<PortFacts> {
  if (isOpen) return { port, instance, state: 'ours', owner: null };
  if (await isFree(port)) return { port, instance, state: 'free', owner: null };
  const owner = await readPortOwner(port);
  const isOurs = owner?.endsWith(`(pid ${process.pid})`) === true;
  return { port, instance, state: isOurs ? 'ours' : 'taken', owner };
}

interface Place extends Pick<PortFacts, 'port' | 'instance'> {
  readonly isOpen: boolean;
}

async function findFree(given: ReadonlySet<number>): Promise<number | null> {
  for (let port = firstPort; port < firstPort + tried; port += 1) {
    if (!given.has(port) && (await isFree(port))) return port;
  }
  return null;
}

/** Only a port that somebody listens on is taken; one this user may not have is not told apart from a free one. */
function isFree(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once('error', ({ code }: NodeJS.ErrnoException) => resolve(code !== 'EADDRINUSE'));
  server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)));
  return promise;
}

/** Listening on a TCP port of this machine, with a failure that says who is in the way. */
import type { Server } from 'node:net';
import { createServer } from 'node:net';
import { Failed } from '../../core/failed.ts';
import { readPortOwner } from './portOwner.ts';

interface Listening {
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
}

/** Throws port-taken, naming the port and, where it can be known, its owner. */
export function listen(server: Server, { host, port }: Listening): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      void readPortOwner(port).then((owner) => reject(foldListenError(error, port, owner)));
    });
    server.listen({ host, port }, resolve);
  });
}

/** Throws what listen would throw now: before a host starts its workers in vain. */
export async function probePort(address: Listening): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((resolve) => server.close(resolve));
}

function foldListenError(error: NodeJS.ErrnoException, port: number, owner: string | null): Error {
  if (error.code !== 'EADDRINUSE' && error.code !== 'EACCES') return error;
  const by = owner === null ? '' : ` by ${owner}`;
  const message = error.code === 'EACCES' ? `port ${port} needs more rights` : `port ${port} is taken${by}`;
  return new Failed('port-taken', message, { port, owner: owner ?? '' });
}

/** Whom the webhook tells: takes most, refuses some, and lets some wait until their sender gives up. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  readonly url: string;
  readonly taken: () => number;
  close(): void;
}

export async function openReceiver(random: () => number): Promise<Receiver> {
  let taken = 0;
  const server = createServer((request, response) => {
    const fate = random();
    request.resume().on('end', () => {
      if (fate < 0.02) return;
      if (fate >= 0.1) taken += 1;
      response.writeHead(fate < 0.1 ? 503 : 204).end();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/told`,
    taken: () => taken,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/**
 * The home socket: `serve` for the user's own processes (CLI, shell, a second launch), over a Unix socket or a named
 * pipe. Lines of JSON: {id, call, input} is answered by {id, reply}; {id, subscribe: true} by {id, reply} and then
 * {push} for every push. Whoever can open the socket has scope local: its folder is the owner's alone.
 */
import { rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { createServer } from 'node:net';
import { dirname } from 'node:path';
import { z } from 'zod';
import { cutLines } from '../../fleet/boundedLines.ts';
import type { Closable, Log } from '../../ports.ts';
import type { Pushes } from '../pushes.ts';
import type { Caller, Serve } from '../serve.ts';
import { localScopes } from '../serve.ts';
import { openSocketFolder } from './socketPath.ts';

const request = z.union([
  z.strictObject({ id: z.int(), call: z.string(), input: z.unknown() }),
  z.strictObject({ id: z.int(), subscribe: z.literal(true) }),
]);

/** Longest line either end takes, bytes: the transcript of a very long file fits. */
export const lineLimitBytes = 256 * 1024 * 1024;

/** Clients of a closing host get this long to hang up. */
const leaveMs = 500;

const caller: Caller = { scopes: localScopes, who: 'home socket' };

export interface HomeSocketPorts {
  readonly path: string;
  readonly serve: Serve;
  readonly pushes: Pushes;
  readonly log: Log;
}

/** Listens before it resolves. The caller holds the home's lock, so a socket file already there is a dead host's. */
export async function openHomeSocket(ports: HomeSocketPorts): Promise<Closable> {
  const { path } = ports;
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serveSocket(socket, ports);
  });
  if (process.platform !== 'win32') {
    await openSocketFolder(dirname(path));
    await rm(path, { force: true });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(path, resolve);
  });
  return {
    close: () =>
      new Promise((resolve) => {
        const cut = setTimeout(() => sockets.forEach((socket) => socket.destroy()), leaveMs);
        server.close(() => {
          clearTimeout(cut);
          resolve();
        });
        // end, not destroy: the reply to host.shutdown may be on its way out.
        for (const socket of sockets) socket.end();
      }),
  };
}

function serveSocket(socket: Socket, { serve, pushes, log }: HomeSocketPorts): void {
  let unsubscribe: () => void = () => undefined;
  const write = (value: object): void => {
    if (socket.writable) socket.write(`${JSON.stringify(value)}\n`);
  };
  const subscribe = (): void => {
    unsubscribe();
    unsubscribe = pushes.subscribe({
      deliver: (_push, text) => socket.write(`{"push":${text}}\n`),
      heldBytes: () => socket.writableLength,
      cut: () => socket.destroy(),
    });
  };
  socket.on('error', (error) => log.info('a process at the home socket went away', { error: error.message }));
  socket.once('close', () => unsubscribe());
  const answer = (line: Buffer): void => {
    const asked = request.safeParse(parseJson(line));
    if (!asked.success) {
      socket.destroy();
    } else if ('subscribe' in asked.data) {
      subscribe();
      write({ id: asked.data.id, reply: { ok: true, value: {} } });
    } else {
      const { id, call, input } = asked.data;
      void serve(call, input, caller).then((reply) => write({ id, reply }));
    }
  };
  const lines = cutLines(lineLimitBytes, { onLine: answer });
  socket.on('data', (chunk: Buffer) => lines.feed(chunk));
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    return undefined;
  }
}

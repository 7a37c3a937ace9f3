/**
 * Pushes to browsers over a WebSocket. A panel opens it first and takes its snapshot once it is open, so that nothing
 * falls between the two; after any break it does the same again. The panel sends nothing here.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import type { Pushes } from '../pushes.ts';

const beatMs = 30_000;
/** RFC 6455 7.4.1: going away; try again later; against the rules. */
const goingAway = 1001;
const tryLater = 1013;
const notAllowed = 1008;

interface Upgrade {
  readonly socket: Duplex;
  readonly head: Buffer;
  /** Asked again whenever a key was revoked. */
  readonly isKnown: () => boolean;
}

export interface PanelPushes {
  /** Takes over a guarded upgrade. */
  accept(request: IncomingMessage, upgrade: Upgrade): void;
  close(): void;
}

export function openPanelPushes(pushes: Pushes): PanelPushes {
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false });
  const quiet = new WeakSet<WebSocket>();
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (quiet.has(socket)) socket.terminate();
      quiet.add(socket);
      socket.ping();
    }
  }, beatMs).unref();
  server.on('connection', (socket: WebSocket, _request: IncomingMessage, isKnown: Upgrade['isKnown']) => {
    const unsubscribe = pushes.subscribe({
      deliver: ({ event }, text) => {
        if (event.type === 'keys.changed' && !isKnown()) socket.close(notAllowed);
        else socket.send(text);
      },
      heldBytes: () => socket.bufferedAmount,
      // A close frame would wait behind the bytes that are stuck.
      cut: () => socket.terminate(),
    });
    socket.on('pong', () => quiet.delete(socket));
    socket.on('message', () => socket.close(tryLater));
    socket.on('error', () => socket.terminate());
    socket.on('close', unsubscribe);
  });
  return {
    accept: (request, { socket, head, isKnown }) => {
      server.handleUpgrade(request, socket, head, (accepted) =>
        server.emit('connection', accepted, request, isKnown),
      );
    },
    close: () => {
      clearInterval(timer);
      for (const socket of server.clients) socket.close(goingAway);
      server.close();
    },
  };
}

/** FunASR's offline WebSocket protocol on a door for programs: an upgrade is judged as a request that brings a file. */
import { EventEmitter } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { Failed } from '../../../core/failed.ts';
import { toApiError } from '../../../core/doors/apiError.ts';
import { parseApiLanguage } from '../../../core/doors/apiLanguage.ts';
import type { ApiDoorPlan, ApiDoorPorts } from '../api/apiDoorPorts.ts';
import { countFile, judgeApi } from '../api/apiGuard.ts';
import type { ApiGuard, ApiRefusal } from '../api/apiGuard.ts';
import { socketRoute } from '../api/apiRoutes.ts';
import { serveFunasr } from './funasrSession.ts';
import type { Begun } from './funasrSession.ts';
import { bearerOf, limitBytesOf } from '../api/keyUse.ts';

/** Largest frame, bytes: four times what FunASR's own Python server takes. One is held whole. */
const frameBytes = 4 * 1024 * 1024;
/** What all of a door's clients may hold in frames is bounded by their number. */
const mostClients = 100;
/** RFC 6455 7.4.1: going away. */
const goingAway = 1001;
/** How long a client may take to go when the door closes. */
const lingerMs = 500;

export interface FunasrDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function openFunasrDoor(ports: ApiDoorPorts, plan: ApiDoorPlan, guard: ApiGuard): FunasrDoor {
  const server = new WebSocketServer({
    ...{ noServer: true, maxPayload: frameBytes, perMessageDeflate: false },
    // Its clients ask for "binary"; a key that came beside it is not said back.
    handleProtocols: (asked) => (asked.has('binary') ? 'binary' : false),
  });
  return {
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const refusal = judgeApi(request, guard, socketRoute) ?? judgeClients(server.clients.size);
      if (refusal) return refuseUpgrade(request, socket, refusal);
      const language = parseApiLanguage(request.headers['accept-language']);
      const cancelsIfGone = String(request.headers['x-if-gone']).toLowerCase() === 'cancel';
      server.handleUpgrade(request, socket, head, (client) =>
        serveFunasr(client, {
          ...{ ...ports, plan, language, cancelsIfGone },
          begin: () => beginRecording(request, guard, { ...ports, plan }),
        }),
      );
    },
    close: () => {
      for (const client of server.clients) {
        client.close(goingAway);
        setTimeout(() => client.terminate(), lingerMs).unref();
      }
      server.close();
    },
  };
}

/** The connection is judged anew with each: a key may have been revoked since, or the queue have filled. */
function beginRecording(
  request: IncomingMessage,
  guard: ApiGuard,
  { drain, uploadLimitBytes, requestLog, plan }: ApiDoorPorts & { readonly plan: ApiDoorPlan },
): Begun {
  const refusal = judgeApi(request, guard, socketRoute);
  if (refusal) throw new Failed(refusal.failure.code, refusal.failure.message, refusal.failure.detail);
  const note = requestLog.begin(request, plan.instanceId);
  const answer = new EventEmitter().once('close', drain.hold());
  countFile(request, answer, guard);
  const key = bearerOf(request);
  return {
    limitBytes: limitBytesOf(key, uploadLimitBytes),
    longestS: key?.limits.audioS,
    end: (outcome) => {
      answer.emit('close');
      note(outcome);
    },
  };
}

function judgeClients(clients: number): ApiRefusal | null {
  if (clients < mostClients) return null;
  const message = `${clients} clients are connected, at most ${mostClients} are taken`;
  return { failure: { code: 'busy', message }, retryAfterS: 1 };
}

function refuseUpgrade(request: IncomingMessage, socket: Duplex, refusal: ApiRefusal): void {
  const { failure, retryAfterS } = refusal;
  const language = parseApiLanguage(request.headers['accept-language']);
  const { status, body } = toApiError(failure, language, refusal.status);
  const text = JSON.stringify(body);
  const head = [
    `HTTP/1.1 ${status} Refused`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(text)}`,
    ...(retryAfterS === undefined ? [] : [`Retry-After: ${retryAfterS}`]),
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}

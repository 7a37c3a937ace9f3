/** The panel's door: the panel and its calls over HTTP for browsers; on loopback, or with keys on another address. */
import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { PanelView } from '../../../contract/door.ts';
import { createPanelApp } from './panelDoorApp.ts';
import type { PanelAppPorts } from './panelDoorApp.ts';
import type { Guard } from './panelDoorGuard.ts';
import { findSession, judgeHttp, judgeUpgrade, refuseHttp, refuseUpgrade } from './panelDoorGuard.ts';
import { parseRoute } from './panelDoorRoutes.ts';
import { pathOf } from '../requestPath.ts';
import { strictHeaders } from '../strictHeaders.ts';
import { openPanelPushes } from './panelDoorPushes.ts';
import { listen } from '../listen.ts';
import { watchPace } from '../senderPace.ts';
import { Failed } from '../../../core/failed.ts';
import { writeUrl } from '../../../core/doors/planDoors.ts';
import { listOwnNames } from '../ownNames.ts';
import { parsePanelHost } from './panelAddress.ts';
import type { PanelAddress } from './panelAddress.ts';
import type { Closable, Log } from '../../ports.ts';
import type { Keys } from '../keys.ts';
import type { Pushes } from '../pushes.ts';

export interface PanelDoorPorts extends PanelAppPorts {
  readonly pushes: Pushes;
  readonly keys: Pick<Keys, 'list'>;
  readonly log: Log;
  readonly uploadLimitBytes: number;
  /** How often a sender's pace is looked at; tests are less patient. */
  readonly paceMs?: number;
}

const signIn = 'Open the panel by its one-time link first, or sign in with a key.';

export interface PanelDoor extends Closable {
  readonly port: number;
  readonly view: PanelView;
  /** A fresh one-time link; its code is in the fragment, which no request carries. */
  createLink(): string;
}

const patience = { requestTimeout: 0, headersTimeout: 30_000 } as const;

/** Listens before it resolves. Throws port-taken with who holds it, and key-missing where others reach it and nobody could sign in. */
export async function openPanelDoor(ports: PanelDoorPorts, address: PanelAddress): Promise<PanelDoor> {
  const { host, isExposed } = parsePanelHost(address.host);
  if (isExposed) refuseKeyless(host, ports.keys);
  const { tls } = address;
  const server = tls ? createTlsServer({ ...patience, ...tls }) : createServer(patience);
  await listen(server, { host, port: address.port });
  const { port } = server.address() as AddressInfo;
  const { sessions, cookieName, uploadLimitBytes } = ports;
  const allowedHosts = [...(address.allowedHosts ?? []), ...(isExposed ? listOwnNames() : [])];
  const door = { port, allowedHosts, signIn, isTls: tls !== undefined };
  const guard: Guard = { door, cookieName, sessions, uploadLimitBytes };
  const panels = openPanelPushes(ports.pushes);
  answerRequests(server, ports, guard);
  server.on('upgrade', (request, socket, head) => {
    const verdict = judgeUpgrade(request, guard);
    socket.on('error', () => socket.destroy());
    const isKnown = (): boolean => findSession(request, guard) !== null;
    if (verdict.isAllowed) panels.accept(request, { socket, head, isKnown });
    else refuseUpgrade(socket, verdict);
  });
  const url = writeUrl(host, port).replace(/^http:/, tls ? 'https:' : 'http:');
  return {
    port,
    view: { url, isExposed, isTls: door.isTls },
    createLink: () => `${url}/#code=${sessions.createCode()}`,
    close: async () => {
      panels.close();
      const isClosed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await isClosed;
    },
  };
}

/** Nobody on another machine could sign in: it would only be a door to try keys at. */
function refuseKeyless(host: string, keys: Pick<Keys, 'list'>): void {
  if (keys.list().some(({ scopes }) => scopes.includes('panel') || scopes.includes('panel-read'))) return;
  throw new Failed('key-missing', `${host} is reached by other machines and needs a key for the panel`);
}

function answerRequests(server: Server, ports: PanelDoorPorts, guard: Guard): void {
  const app = createPanelApp(ports, guard);
  const passOn = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const handle = (request: IncomingMessage, response: ServerResponse, isWaiting: boolean): void => {
    for (const [header, value] of Object.entries(strictHeaders)) response.setHeader(header, value);
    const verdict = judgeHttp(request, guard);
    if (!verdict.isAllowed) return refuseHttp(response, verdict);
    response.once('close', cutSlow(request, ports));
    if (isWaiting) response.writeContinue();
    void passOn(request, response);
  };
  server.on('request', (request, response) => handle(request, response, false));
  // A caller that asks first ("Expect: 100-continue") hears the verdict before it sends its body.
  server.on('checkContinue', (request, response) => handle(request, response, true));
}

/** An upload goes on where it broke off, once its sender comes again; whoever stalls at anything else is nobody's loss. */
function cutSlow(request: IncomingMessage, { log, paceMs }: PanelDoorPorts): () => void {
  return watchPace({ request, paceMs }, (trouble) => {
    log.info('a sender at the panel was cut', {
      route: parseRoute(request.method, pathOf(request))?.kind,
      trouble,
    });
    request.destroy();
  });
}

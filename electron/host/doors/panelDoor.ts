/** The panel's door: the panel and its calls over HTTP for browsers on this machine. Loopback only. */
import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JobView } from '../../contract/job.ts';
import { createPanelApp } from './panelDoorApp.ts';
import type { Guard } from './panelDoorGuard.ts';
import { judgeHttp, judgeUpgrade, refuseHttp, refuseUpgrade } from './panelDoorGuard.ts';
import { strictHeaders } from './panelDoorHeaders.ts';
import { openPanelPushes } from './panelDoorPushes.ts';
import { listen } from './listen.ts';
import { writeUrl } from '../../core/doors/planDoors.ts';
import { parseLoopback } from './panelAddress.ts';
import type { PanelAddress } from './panelAddress.ts';
import type { Closable, Log } from '../ports.ts';
import type { Submission } from '../jobs/jobsInterface.ts';
import type { Pushes } from './pushes.ts';
import type { Serve } from './serve.ts';
import type { Sessions } from './sessions.ts';

export interface PanelDoorPorts {
  readonly serve: Serve;
  readonly pushes: Pushes;
  readonly sessions: Sessions;
  readonly log: Log;
  /** Accepts a file that has just arrived in `uploads`. */
  readonly submitUpload: (submission: Submission) => Promise<JobView>;
  /** Folder uploads stream to. */
  readonly uploads: string;
  /** Folder of the copies to listen to. */
  readonly listenDir: string;
  readonly uploadLimitBytes: number;
  /** The built panel. */
  readonly panelDir: string;
  readonly cookieName: string;
}

const signIn = 'Open the panel by its one-time link first.';

export interface PanelDoor extends Closable {
  readonly port: number;
  /** A fresh one-time link; its code is in the fragment, which no request carries. */
  createLink(): string;
}

/** Listens before it resolves. Throws port-taken with who holds it, and bad-request for an address off loopback. */
export async function openPanelDoor(ports: PanelDoorPorts, address: PanelAddress): Promise<PanelDoor> {
  const host = parseLoopback(address.host);
  const server = createServer({ requestTimeout: 0, headersTimeout: 30_000 });
  await listen(server, { host, port: address.port });
  const { port } = server.address() as AddressInfo;
  const { sessions, cookieName, uploadLimitBytes } = ports;
  const { allowedHosts = [] } = address;
  const guard: Guard = { door: { port, allowedHosts, signIn }, cookieName, sessions, uploadLimitBytes };
  const panels = openPanelPushes(ports.pushes);
  answerRequests(server, ports, guard);
  server.on('upgrade', (request, socket, head) => {
    const verdict = judgeUpgrade(request, guard);
    socket.on('error', () => socket.destroy());
    if (verdict.isAllowed) panels.accept(request, socket, head);
    else refuseUpgrade(socket, verdict);
  });
  return {
    port,
    createLink: () => `${writeUrl(host, port)}/#code=${sessions.createCode()}`,
    close: async () => {
      panels.close();
      const isClosed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await isClosed;
    },
  };
}

function answerRequests(server: Server, ports: PanelDoorPorts, guard: Guard): void {
  const app = createPanelApp(ports);
  const passOn = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const handle = (request: IncomingMessage, response: ServerResponse, isWaiting: boolean): void => {
    for (const [header, value] of Object.entries(strictHeaders)) response.setHeader(header, value);
    const verdict = judgeHttp(request, guard);
    if (!verdict.isAllowed) return refuseHttp(response, verdict);
    if (isWaiting) response.writeContinue();
    void passOn(request, response);
  };
  server.on('request', (request, response) => handle(request, response, false));
  // A caller that asks first ("Expect: 100-continue") hears the verdict before it sends its body.
  server.on('checkContinue', (request, response) => handle(request, response, true));
}

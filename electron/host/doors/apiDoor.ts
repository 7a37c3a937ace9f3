/** A door for programs: OpenAI's transcription API and our jobs over HTTP, for the fleet or one instance. */
import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Load } from '../../core/doors/admitRequest.ts';
import { createApiApp } from './apiApp.ts';
import { listBehind } from './apiDoorPorts.ts';
import type { ApiDoorPlan, ApiDoorPorts } from './apiDoorPorts.ts';
import type { DoorCounters } from './doorFigures.ts';
import { judgeApi, refuseApi } from './apiGuard.ts';
import type { ApiGuard } from './apiGuard.ts';
import { listen } from './listen.ts';
import { createWrongKeys } from './wrongKeys.ts';
import { strictHeaders } from './panelDoorHeaders.ts';
import type { Closable } from '../ports.ts';

export interface ApiDoorAddress {
  /** An IP address of this machine. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Names in a Host header beside loopback's. */
  readonly allowedHosts: readonly string[];
  /** null: no key is asked for. */
  readonly isKey: ((key: string) => boolean) | null;
}

export interface ApiDoor extends Closable {
  readonly port: number;
}

/** Listens before it resolves. Throws port-taken with who holds it. */
export async function openApiDoor(
  ports: ApiDoorPorts,
  plan: ApiDoorPlan,
  { host, port: asked, allowedHosts, isKey }: ApiDoorAddress,
): Promise<ApiDoor> {
  // How slowly a body may come is the form's to judge; a head has half a minute.
  const server = createServer({ requestTimeout: 0, headersTimeout: 30_000 });
  await listen(server, { host, port: asked });
  const { port } = server.address() as AddressInfo;
  const signIn = 'this address needs a key';
  answerRequests(
    server,
    { app: createApiApp(ports, plan), counters: ports.counters },
    {
      door: { port, allowedHosts, signIn },
      isKey,
      wrongKeys: createWrongKeys(ports.clock),
      uploadLimitBytes: ports.uploadLimitBytes,
      load: () => readLoad(ports, plan),
    },
  );
  return {
    port,
    close: async () => {
      const isClosed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await isClosed;
    },
  };
}

interface Answering {
  readonly app: ReturnType<typeof createApiApp>;
  readonly counters: DoorCounters;
}

function answerRequests(server: Server, { app, counters }: Answering, guard: ApiGuard): void {
  const passOn = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const handle = (request: IncomingMessage, response: ServerResponse, isWaiting: boolean): void => {
    for (const [header, value] of Object.entries(strictHeaders)) response.setHeader(header, value);
    // A sender that goes away is nothing that went wrong here.
    response.on('error', () => undefined);
    counters.watch(request, response);
    const refusal = judgeApi(request, guard);
    if (refusal) return refuseApi(request, response, refusal);
    if (isWaiting) response.writeContinue();
    void passOn(request, response);
  };
  server.on('request', (request, response) => handle(request, response, false));
  // A caller that asks first ("Expect: 100-continue") hears the verdict before it sends its body.
  server.on('checkContinue', (request, response) => handle(request, response, true));
  // There is no WebSocket here.
  server.on('upgrade', (_request, socket) => socket.destroy());
}

function readLoad(ports: ApiDoorPorts, plan: ApiDoorPlan): Load {
  return { ...ports.jobs.load(), instances: listBehind(ports, plan) };
}

/** A door for programs: OpenAI's transcription API and our jobs over HTTP, FunASR's protocol over WebSocket, for the fleet or one instance. */
import { getRequestListener } from '@hono/node-server';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiApp } from './apiApp.ts';
import type { ApiDoorPlan, ApiDoorPorts } from './apiDoorPorts.ts';
import { watchLoad } from './doorLoad.ts';
import { countFile, judgeApi, refuseApi } from './apiGuard.ts';
import type { ApiGuard } from './apiGuard.ts';
import { openFunasrDoor } from '../funasr/funasrDoor.ts';
import { createKeyLoads } from './keyUse.ts';
import type { FindKey } from './keyUse.ts';
import { listen } from '../listen.ts';
import { createWrongKeys } from '../wrongKeys.ts';
import { strictHeaders } from '../strictHeaders.ts';
import { answerUnreadable } from './unreadable.ts';
import type { Closable } from '../../ports.ts';

export interface ApiDoorAddress {
  /** An IP address of this machine. */
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** Names in a Host header beside loopback's. */
  readonly allowedHosts: readonly string[];
  /** null: no key is asked for. */
  readonly findKey: FindKey | null;
}

export interface ApiDoor extends Closable {
  readonly port: number;
}

/** From a connection's begin, or its last request, until a head is whole. */
const longestHeadMs = 30_000;
const headsLookedAtMs = 5_000;

/** Listens before it resolves. Throws port-taken with who holds it. */
export async function openApiDoor(
  ports: ApiDoorPorts,
  plan: ApiDoorPlan,
  { host, port: asked, allowedHosts, findKey }: ApiDoorAddress,
): Promise<ApiDoor> {
  // How slowly a body may come is the form's to judge.
  const headersTimeout = ports.paceMs ?? longestHeadMs;
  const connectionsCheckingInterval = Math.min(headersTimeout, headsLookedAtMs);
  const server = createServer({
    ...{ requestTimeout: 0, headersTimeout, connectionsCheckingInterval },
    // The guard refuses it in words; Node would without.
    requireHostHeader: false,
    // Java's client and `curl --http2` offer HTTP/2 with every request: that is no wish for a WebSocket.
    shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
  });
  answerUnreadable(server);
  await listen(server, { host, port: asked });
  const { port } = server.address() as AddressInfo;
  const signIn = 'this address needs a key';
  const load = watchLoad(ports, plan);
  const guard: ApiGuard = {
    door: { port, allowedHosts, signIn },
    findKey,
    keyLoads: createKeyLoads(ports.clock),
    wrongKeys: createWrongKeys(ports.clock),
    uploadLimitBytes: ports.uploadLimitBytes,
    load: load.read,
    isClosing: () => ports.drain.isOn,
  };
  answerRequests(server, { app: createApiApp(ports, plan), ...ports, ...plan }, guard);
  const funasr = openFunasrDoor(ports, plan, guard);
  server.on('upgrade', (request, socket, head) => funasr.upgrade(request, socket, head));
  return {
    port,
    close: async () => {
      load.close();
      funasr.close();
      const isClosed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await isClosed;
    },
  };
}

interface Answering extends Pick<ApiDoorPorts, 'requestLog' | 'drain'>, Pick<ApiDoorPlan, 'instanceId'> {
  readonly app: ReturnType<typeof createApiApp>;
}

function answerRequests(
  server: Server,
  { app, requestLog, drain, instanceId }: Answering,
  guard: ApiGuard,
): void {
  const passOn = getRequestListener(app.fetch, { overrideGlobalObjects: false });
  const handle = (request: IncomingMessage, response: ServerResponse, isWaiting: boolean): void => {
    for (const [header, value] of Object.entries(strictHeaders)) response.setHeader(header, value);
    // A sender that goes away is nothing that went wrong here.
    response.on('error', () => undefined);
    requestLog.watch(request, response, instanceId);
    if (drain.isOn) response.setHeader('Connection', 'close');
    const refusal = judgeApi(request, guard);
    if (refusal) return refuseApi(request, response, refusal);
    if (request.method === 'POST') {
      response.once('close', drain.hold());
      countFile(request, response, guard);
    }
    if (isWaiting) response.writeContinue();
    void passOn(request, response);
  };
  server.on('request', (request, response) => handle(request, response, false));
  // A caller that asks first ("Expect: 100-continue") hears the verdict before it sends its body.
  server.on('checkContinue', (request, response) => handle(request, response, true));
}

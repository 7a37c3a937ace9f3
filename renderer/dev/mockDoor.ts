/** The mock host behind the panel's door, as a part of `vite` and `vite preview`: same paths, same messages. */
import type { Connect, Plugin } from 'vite';
import { WebSocketServer, type ServerOptions } from 'ws';
import { jobTarget } from '../../electron/contract/job.ts';
import { MockHost } from './mockHost.ts';
import { sceneNames, type Scene } from './mockScenes.ts';

type Request = Parameters<Connect.SimpleHandleFunction>[0];
type Response = Parameters<Connect.SimpleHandleFunction>[1];
type Server = Extract<ServerOptions['server'], { on: unknown }>;

/** The real door sends this policy, so the panel has to work under it. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data: blob:; font-src 'self'";

/** Set PARADECK_MOCK to a scene's name, or open http://NAME.localhost:PORT, to see another box than `fallback`. */
export function mockDoor(fallback: Scene): Plugin {
  const hosts = new Map<Scene, MockHost>();
  const hostOf = (name: string | undefined) => {
    const scene = sceneNames.find((one) => one === name?.split('.')[0]) ?? fallback;
    const host = hosts.get(scene) ?? new MockHost(scene);
    hosts.set(scene, host);
    return host;
  };
  const open = (middlewares: Connect.Server, server: Server | null) => {
    middlewares.use((request, response, next) => {
      if (!request.url?.startsWith('/api/')) return next();
      void answer(hostOf(request.headers.host), request, response);
    });
    const sockets = new WebSocketServer({ noServer: true });
    server?.on('upgrade', (request, socket, head) => {
      if (request.url !== '/pushes') return;
      sockets.handleUpgrade(request, socket, head, (accepted) => {
        const stop = hostOf(request.headers.host).subscribe((push) => accepted.send(JSON.stringify(push)));
        accepted.on('close', stop);
      });
    });
    setInterval(() => hosts.forEach((host) => host.tick()), 1000).unref();
  };
  return {
    name: 'paradeck-mock-door',
    configureServer: (server) => open(server.middlewares, server.httpServer as Server | null),
    configurePreviewServer(server) {
      server.middlewares.use((_request, response, next) => {
        response.setHeader('content-security-policy', policy);
        next();
      });
      open(server.middlewares, server.httpServer as Server | null);
    },
  };
}

async function answer(host: MockHost, request: Request, response: Response) {
  const url = new URL(request.url ?? '/', 'http://mock');
  const body = await readBody(request);
  const name = url.pathname.slice('/api/'.length);
  response.setHeader('content-type', 'application/json');
  if (name === 'upload') {
    const target = jobTarget.parse(JSON.parse(url.searchParams.get('target') ?? ''));
    const job = host.accept(url.searchParams.get('name') ?? '', target, body.length);
    response.end(JSON.stringify({ ok: true, value: job }));
    return;
  }
  response.end(JSON.stringify(host.serve(name, JSON.parse(body.toString() || '{}'))));
}

async function readBody(request: Request): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

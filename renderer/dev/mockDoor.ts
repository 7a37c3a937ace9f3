/** The mock host behind the panel's door, as a part of `vite` and `vite preview`: same paths, same messages. */
import type { Connect, Plugin } from 'vite';
import { WebSocketServer, type ServerOptions } from 'ws';
import { uploadDraft, type UploadDraft, type UploadView } from '../../electron/contract/upload.ts';
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
  if (name.startsWith('uploads')) {
    response.end(JSON.stringify({ ok: true, value: takeUpload(host, request, body) }));
    return;
  }
  response.end(JSON.stringify(host.serve(name, JSON.parse(body.toString() || '{}'))));
}

const drafts = new Map<string, UploadDraft>();

/** One piece is all of a file here. */
function takeUpload(host: MockHost, { method, url = '' }: Request, body: Buffer): UploadView | null {
  const id = url.split('/')[3] ?? String(drafts.size + 1);
  if (method === 'POST') drafts.set(id, uploadDraft.parse(JSON.parse(body.toString())));
  const draft = drafts.get(id);
  if (!draft || method === 'DELETE') return null;
  const { bytes, name, target } = draft;
  if (method !== 'PATCH') return { id, bytes, offset: 0, job: null };
  return { id, bytes, offset: bytes, job: host.accept(name, target, bytes) };
}

async function readBody(request: Request): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

/**
 * A model hub on loopback that answers both clients in their own HTTP: ModelScope's under /api/v1, Hugging Face's beside
 * it. It can be slow, cut, hang, refuse and corrupt. Run by itself it serves one folder: node e2e/fakes/hub.ts DIR OWNER/NAME.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sendBody } from './faultyBody.ts';
import type { BodyFault } from './faultyBody.ts';

/** What goes wrong with the large files, or with every answer. */
export type HubFault = BodyFault | { readonly kind: 'refuse' };

export interface Served {
  readonly path: string;
  /** The file's first byte asked for; 0 without a Range. */
  readonly fromByte: number;
}

export interface FakeHub {
  readonly url: string;
  /** Answers with a file's content, as they were asked for. */
  readonly served: readonly Served[];
  break(fault: HubFault): void;
  close(): Promise<void>;
}

/** Files by their path in the repository. */
export type HubFiles = ReadonlyMap<string, Buffer>;

/** Smaller files are always served whole: the faults are about the weights. */
export const largeBytes = 512 * 1024;
export const hubCommit = '5eed'.repeat(10);

export async function openHub(models: ReadonlyMap<string, HubFiles>, port = 0): Promise<FakeHub> {
  let fault: HubFault = { kind: 'none' };
  const served: Served[] = [];
  const server = createServer((request, response) => {
    const ask = { request, response, models, served, fault: () => fault };
    // A client that hangs up in the middle is what the tests are about.
    answer(ask).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served,
    break: (next) => {
      fault = next;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** The files of a folder, and of its folders. */
export async function readHubFiles(dir: string): Promise<Map<string, Buffer>> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      paths.map(
        async (path) => [path.slice(dir.length + 1).replaceAll('\\', '/'), await readFile(path)] as const,
      ),
    ),
  );
}

interface Ask {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly models: ReadonlyMap<string, HubFiles>;
  readonly served: Served[];
  fault(): HubFault;
}

/** What a request is about; `path` names a file, else the model itself or the list of its files is asked for. */
interface Wish {
  readonly id: string;
  readonly isModelScope: boolean;
  readonly path: string | null;
  readonly isList: boolean;
}

function parseWish(url: string): Wish | null {
  const { pathname, searchParams } = new URL(url, 'http://hub');
  const ofModelScope = /^\/api\/v1\/models\/([^/]+\/[^/]+)\/repo(\/files)?$/.exec(pathname);
  if (ofModelScope) {
    const [, id = '', isList] = ofModelScope;
    return { id, isModelScope: true, path: searchParams.get('FilePath'), isList: isList !== undefined };
  }
  const listed = /^\/api\/models\/([^/]+\/[^/]+?)(\/tree\/[^/]+)?$/.exec(pathname);
  if (listed)
    return { id: listed[1] ?? '', isModelScope: false, path: null, isList: listed[2] !== undefined };
  const resolved = /^\/([^/]+\/[^/]+)\/resolve\/[^/]+\/(.+)$/.exec(pathname);
  if (!resolved) return null;
  const [, id = '', path = ''] = resolved;
  return { id, isModelScope: false, path: decodeURIComponent(path), isList: false };
}

async function answer(ask: Ask): Promise<void> {
  const wish = parseWish(ask.request.url ?? '/');
  if (wish === null) return send(ask, 404, {});
  if (ask.fault().kind === 'refuse') return refuse(ask, wish.isModelScope);
  const files = ask.models.get(wish.id);
  if (!files) return miss(ask, wish.isModelScope);
  if (wish.path === null) return send(ask, 200, describe(wish, files));
  const content = files.get(wish.path);
  return content ? sendFile(ask, wish.path, content) : miss(ask, wish.isModelScope);
}

function describe({ id, isModelScope, isList }: Wish, files: HubFiles): unknown {
  if (isModelScope) return { Code: 200, Success: true, Data: { Files: listModelScope(files) } };
  return isList ? listHuggingFace(files) : { id, sha: hubCommit, siblings: [] };
}

function listModelScope(files: HubFiles): unknown[] {
  return [...files].map(([path, content]) => ({
    ...{ Path: path, Name: path.split('/').at(-1), Type: 'blob', Size: content.length },
    ...{ Sha256: sha256(content), Revision: hubCommit, IsLFS: content.length > largeBytes },
  }));
}

/** Large files are named by their sha-256, the others by git's own name for them. */
function listHuggingFace(files: HubFiles): unknown[] {
  return [...files].map(([path, content]) => ({
    ...{ type: 'file', path, size: content.length, oid: gitName(content) },
    ...(content.length > largeBytes && {
      lfs: { oid: sha256(content), size: content.length, pointerSize: 134 },
    }),
  }));
}

function sha256(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

function gitName(content: Buffer): string {
  return createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
}

const none: BodyFault = { kind: 'none' };

async function sendFile(
  { request, response, served, fault }: Ask,
  path: string,
  content: Buffer,
): Promise<void> {
  const fromByte = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  served.push({ path, fromByte });
  const part = content.subarray(fromByte);
  const isLarge = content.length > largeBytes;
  const wished = isLarge ? fault() : none;
  const now = wished.kind === 'refuse' ? none : wished;
  response.writeHead(fromByte > 0 ? 206 : 200, {
    'Content-Length': part.length,
    'Accept-Ranges': 'bytes',
    ETag: `"${isLarge ? sha256(content) : gitName(content)}"`,
    'X-Repo-Commit': hubCommit,
    ...(fromByte > 0 && { 'Content-Range': `bytes ${fromByte}-${content.length - 1}/${content.length}` }),
  });
  if (request.method === 'HEAD') return void response.end();
  await sendBody(response, part, now);
}

function send({ response }: Ask, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

/** Hugging Face answers 401 for what is not there, to anyone who is not signed in. */
function miss(ask: Ask, isModelScope: boolean): void {
  if (isModelScope) send(ask, 404, { Code: 10_010_205_001, Success: false, Message: 'Record not found' });
  else send(ask, 401, { error: 'Invalid username or password.' }, { 'X-Error-Code': 'RepoNotFound' });
}

function refuse(ask: Ask, isModelScope: boolean): void {
  if (isModelScope) send(ask, 403, { Code: 10_010_203_003, Success: false, Message: 'No permission' });
  else send(ask, 403, { error: 'Access to this model is restricted.' }, { 'X-Error-Code': 'GatedRepo' });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [dir = '.', id = 'demo/paraformer', bytesPerS = '0'] = process.argv.slice(2);
  const hub = await openHub(new Map([[id, await readHubFiles(dir)]]), 8765);
  if (Number(bytesPerS) > 0) hub.break({ kind: 'slow', bytesPerS: Number(bytesPerS) });
  process.stdout.write(`${hub.url} serves ${id}\n`);
}

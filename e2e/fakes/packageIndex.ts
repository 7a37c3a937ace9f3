/** A package index on loopback, as pip asks one: several under one address, with files that can be slow, cut, refused, damaged. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sendBody } from './faultyBody.ts';
import type { BodyFault } from './faultyBody.ts';

/** What goes wrong with the large files. `claims`: they say to be so large. */
export type IndexFault =
  BodyFault | { readonly kind: 'refuse' } | { readonly kind: 'claims'; readonly bytes: number };

export interface FileServed {
  readonly file: string;
  /** As in the request's Range; '' without one. */
  readonly range: string;
  /** Bytes the answer was to have. */
  readonly bytes: number;
}

export interface PackageIndex {
  readonly url: string;
  readonly served: readonly FileServed[];
  /** Pages of projects that were asked for: /simple/torch/. */
  readonly asked: readonly string[];
  /** For so many answers (default: for ever), then none. */
  break(fault: IndexFault, times?: number): void;
  /** Whether files can be had in parts. */
  setRanges(hasRanges: boolean): void;
  put(file: string, content: Buffer): void;
  forget(): void;
  close(): Promise<void>;
}

/** Smaller files are served whole. */
const largeBytes = 512 * 1024;

/** `folders`: the files of each index by its path; a folder without projects is one plain page of files. */
export async function openPackageIndex(
  files: Map<string, Buffer>,
  folders: ReadonlyMap<string, readonly string[]>,
): Promise<PackageIndex> {
  const state = new State(files, folders);
  const server = createServer((request, response) => {
    // A client that hangs up in the middle is what the tests are about.
    answer(state, request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served: state.served,
    asked: state.asked,
    break: (fault, times = Number.POSITIVE_INFINITY) => {
      state.fault = { fault, times };
    },
    setRanges: (hasRanges) => {
      state.hasRanges = hasRanges;
    },
    put: (file, content) => void files.set(file, content),
    forget: () => {
      state.served.length = 0;
      state.asked.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

const none: IndexFault = { kind: 'none' };

class State {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly folders: ReadonlyMap<string, readonly string[]>;
  readonly served: FileServed[] = [];
  readonly asked: string[] = [];
  fault: { fault: IndexFault; times: number } = { fault: none, times: 0 };
  hasRanges = true;

  constructor(files: Map<string, Buffer>, folders: ReadonlyMap<string, readonly string[]>) {
    this.files = files;
    this.folders = folders;
  }

  takeFault(content: Buffer): IndexFault {
    if (content.length < largeBytes || this.fault.times <= 0) return none;
    this.fault.times -= 1;
    return this.fault.fault;
  }
}

async function answer(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = decodeURIComponent(new URL(request.url ?? '/', 'http://index').pathname);
  const file = /^\/files\/(.+)$/.exec(path)?.[1];
  if (file !== undefined) {
    const content = state.files.get(file);
    return content ? sendFile(state, { request, response, file, content }) : void miss(response);
  }
  state.asked.push(path);
  const [, folder = '', project] = /^\/(.+?)\/(?:([^/]+)\/)?$/.exec(path) ?? [];
  const whole = state.folders.get(path.slice(1, -1));
  const names = whole ?? state.folders.get(folder)?.filter((name) => projectOf(name) === project) ?? [];
  if (names.length === 0) return void miss(response);
  const links = names.map((name) => renderLink(name, state.files.get(name) ?? Buffer.alloc(0)));
  response.writeHead(200, { 'Content-Type': 'text/html' });
  response.end(`<!DOCTYPE html><html><body>${links.join('\n')}</body></html>`);
}

function renderLink(name: string, content: Buffer): string {
  const digest = createHash('sha256').update(content).digest('hex');
  return `<a href="/files/${encodeURIComponent(name)}#sha256=${digest}">${name}</a>`;
}

function projectOf(file: string): string {
  return (file.split('-')[0] ?? '').toLowerCase().replaceAll('_', '-');
}

function miss(response: ServerResponse): void {
  response.writeHead(404).end();
}

interface FileAsk {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly file: string;
  readonly content: Buffer;
}

async function sendFile(state: State, { request, response, file, content }: FileAsk): Promise<void> {
  const range = state.hasRanges ? (request.headers.range ?? '') : '';
  const [from, to] = parseRange(range, content.length);
  const part = content.subarray(from, to);
  const wished = state.takeFault(content);
  state.served.push({ file, range, bytes: request.method === 'HEAD' ? 0 : part.length });
  if (wished.kind === 'refuse') return void response.writeHead(403).end();
  const total = wished.kind === 'claims' ? wished.bytes : content.length;
  response.writeHead(range === '' ? 200 : 206, {
    'Content-Length': part.length,
    ETag: `"${file}"`,
    ...(state.hasRanges && { 'Accept-Ranges': 'bytes' }),
    ...(range !== '' && { 'Content-Range': `bytes ${from}-${to - 1}/${total}` }),
  });
  if (request.method === 'HEAD') return void response.end();
  await sendBody(response, part, wished.kind === 'claims' ? { kind: 'none' } : wished);
}

/** First byte, and the one behind the last. */
function parseRange(range: string, length: number): readonly [number, number] {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  if (first === '' && last !== '') return [Math.max(0, length - Number(last)), length];
  return [Number(first || 0), last === '' ? length : Math.min(length, Number(last) + 1)];
}

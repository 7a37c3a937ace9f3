/** A panel's door with stand-ins behind it, and the bare requests its tests send. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHandlers } from '../handlers/handlers.ts';
import type { HostParts } from '../handlers/hostParts.ts';
import type { PanelAddress } from './panelAddress.ts';
import type { PanelDoor, PanelDoorPorts } from './panelDoor.ts';
import { openPanelDoor } from './panelDoor.ts';
import type { Submission } from '../../jobs/jobsInterface.ts';
import { createServe } from '../serve.ts';
import { openArriving } from './arriving.ts';
import { openKeys } from '../keys.ts';
import type { Keys } from '../keys.ts';
import { openSessions } from './sessions.ts';
import { createStandIns, quietLog } from '../standIns.ts';

export interface TrialDoor {
  readonly door: PanelDoor;
  readonly dir: string;
  readonly parts: HostParts;
  readonly submitted: Submission[];
  readonly listenDir: string;
  readonly keys: Keys;
  /** One more door, over the same parts. */
  open(address: PanelAddress): Promise<PanelDoor>;
  /** A cookie header that is let in. */
  signIn(): Promise<string>;
  close(): Promise<void>;
}

export async function openTrialDoor(
  over: { uploadLimitBytes?: number; now?: () => number; paceMs?: number } = {},
): Promise<TrialDoor> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-door-'));
  const { panelDir, uploads, listenDir } = await makeFolders(dir);
  const submitted: Submission[] = [];
  const parts = createStandIns((submission) => submitted.push(submission));
  const clock = { now: over.now ?? Date.now };
  const keys = await openKeys({ file: join(dir, 'keys.json'), clock, log: quietLog });
  const arriving = await openArriving({
    ...{ dir: join(dir, 'arriving'), uploads, limitBytes: over.uploadLimitBytes ?? 1024 ** 3 },
    ...{ clock, log: quietLog, submit: parts.jobs.submit, get: parts.jobs.get },
  });
  const ports: PanelDoorPorts = {
    serve: createServe(createHandlers(parts), quietLog),
    pushes: parts.pushes,
    sessions: await openSessions({ file: join(dir, 'sessions.json'), keys, clock, log: quietLog }),
    keys,
    log: quietLog,
    arriving,
    listenDir,
    uploadLimitBytes: over.uploadLimitBytes ?? 1024 ** 3,
    panelDir,
    cookieName: 'paradeck_test',
    ...(over.paceMs !== undefined && { paceMs: over.paceMs }),
  };
  const open = (address: PanelAddress) => openPanelDoor(ports, address);
  const door = await open({ host: '127.0.0.1', port: 0, allowedHosts: ['gpu.example.org'] });
  const signIn = async (): Promise<string> => {
    const reply = await ask(door.port, sessionRequest(codeIn(door.createLink())));
    return String(reply.headers['set-cookie']).split(';', 1)[0] ?? '';
  };
  const close = async (): Promise<void> => {
    await door.close();
    arriving.close();
    await rm(dir, { recursive: true, force: true });
  };
  return { door, dir, listenDir, keys, parts, submitted, signIn, open, close };
}

async function makeFolders(dir: string) {
  const [panelDir, uploads, listenDir] = [join(dir, 'panel'), join(dir, 'uploads'), join(dir, 'listen')];
  await mkdir(join(panelDir, 'assets'), { recursive: true });
  for (const each of [uploads, listenDir]) await mkdir(each);
  await writeFile(join(panelDir, 'index.html'), '<!doctype html><title>panel</title>');
  await writeFile(join(panelDir, 'assets', 'main-abc.js'), 'export {};');
  await writeFile(join(dir, 'secret.txt'), 'secret');
  return { panelDir, uploads, listenDir };
}

export function codeIn(link: string): string {
  return new URLSearchParams(new URL(link).hash.slice(1)).get('code') ?? '';
}

export interface Asked {
  readonly method?: string;
  readonly path: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string;
  /** Promise a body of this many bytes and never send it: only a door that answers by the head alone answers. */
  readonly promisedBytes?: number;
}

export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export function sessionRequest(code: string): Asked {
  const headers = { 'content-type': 'application/json' };
  return { method: 'POST', path: '/session', headers, body: JSON.stringify({ code }) };
}

/** One request on a connection of its own, with exactly these headers. */
export function ask(
  port: number,
  { method = 'GET', path, headers, body, promisedBytes }: Asked,
): Promise<Answered> {
  const length = promisedBytes ?? (body === undefined ? undefined : Buffer.byteLength(body));
  const all = { ...(length !== undefined && { 'content-length': length }), ...headers };
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port, method, path, headers: all, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
          sent.destroy();
        });
      },
    );
    sent.on('error', reject);
    if (promisedBytes === undefined) sent.end(body);
    else sent.flushHeaders();
  });
}

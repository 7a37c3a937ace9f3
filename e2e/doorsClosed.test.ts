/** Closed by default: nobody off this machine reaches a host, and what is secret stays so wherever it passes. */
import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeHome, openBox } from './box.ts';
import type { Box } from './box.ts';
import { post, sendWhole, signIn } from './panelSession.ts';

let box: Box;
const home = await makeHome('closed');
beforeAll(async () => {
  box = await openBox({ home });
});
afterAll(async () => {
  await box.close();
  await rm(home, { recursive: true, force: true });
});

interface Socket {
  /** As /proc writes it: hexadecimal, each word in the machine's order. */
  readonly address: string;
  readonly port: number;
}

/** What is asked of a process or a file that may go meanwhile: a probe of the host, a journal's help file. */
function ifThere<T>(gone: T, read: () => T): T {
  try {
    return read();
  } catch (thrown) {
    if (['ENOENT', 'ESRCH'].includes((thrown as NodeJS.ErrnoException).code ?? '')) return gone;
    throw thrown;
  }
}

/** Sockets of a process that listen: state 0A of /proc/net/tcp and tcp6 (which is not there without IPv6). */
function listListening(pid: number): Socket[] {
  const links = ifThere([], () => readdirSync(`/proc/${pid}/fd`)).map((fd) =>
    ifThere('', () => readlinkSync(`/proc/${pid}/fd/${fd}`)),
  );
  const inodes = new Set(links.flatMap((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1] ?? []));
  return ['tcp', 'tcp6'].flatMap((table) =>
    ifThere('', () => readFileSync(`/proc/${pid}/net/${table}`, 'utf8'))
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state, , , , , , inode]) => state === '0A' && inodes.has(inode ?? ''))
      .map(([, local = '']) => {
        const [address = '', port = ''] = local.split(':');
        return { address, port: Number.parseInt(port, 16) };
      }),
  );
}

/** 127.0.0.1 and ::1. */
const loopback = new Set(['0100007F', '00000000000000000000000001000000']);

function listTree(pid: number): number[] {
  const children = ifThere('', () => readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim();
  return [pid, ...children.split(' ').filter(Boolean).map(Number).flatMap(listTree)];
}

test(
  'host and workers listen on loopback and nowhere else',
  { skip: process.platform !== 'linux' },
  async () => {
    await box.until(({ event }) => event.type === 'instance.changed' && event.instance.phase === 'ready');
    const pids = listTree(box.pid);
    expect(pids.length).toBeGreaterThan(1);
    const sockets = pids.flatMap(listListening);
    const { doors } = await box.call('host.snapshot', {});
    // The table is read right: the doors we know of stand in it.
    for (const port of [Number(new URL(box.url).port), ...doors.map((door) => door.port)]) {
      expect(sockets.map((socket) => socket.port)).toContain(port);
    }
    expect(sockets.filter(({ address }) => !loopback.has(address))).toEqual([]);
  },
);

test('keys, cookies and links are in no log, no argument, no environment, no error and no answer', async () => {
  const session = await signIn(box);
  const { secret } = await box.call('keys.create', { name: 'canary', scopes: ['panel', 'transcribe'] });
  const byKey = await signIn(box, secret);
  const { url: freshLink } = await box.call('host.panelLink', {});
  const secrets = [
    secret,
    session.cookie.split('=')[1] ?? '',
    byKey.cookie.split('=')[1] ?? '',
    new URL(box.url).hash.slice('#code='.length),
    new URL(freshLink ?? '').hash.slice('#code='.length),
  ];
  expect(secrets.every((one) => one.length >= 40)).toBe(true);
  const said = await provoke(byKey, secret);
  const found = (text: string): string[] => secrets.filter((one) => text.includes(one));
  expect(found(said)).toEqual([]);
  const places = listTree(box.pid).flatMap((pid) => [`/proc/${pid}/cmdline`, `/proc/${pid}/environ`]);
  for (const path of [...listFiles(home), ...places]) {
    expect(found(ifThere('', () => readFileSync(path, 'latin1'))), path).toEqual([]);
  }
});

/** Secrets in every place a caller can put them, right and wrong: what all that is answered with. */
async function provoke(session: { origin: string; cookie: string }, secret: string): Promise<string> {
  const { origin } = session;
  const door = (await box.call('host.snapshot', {})).doors[0];
  const cookie = session.cookie.split('=')[1] ?? '';
  const bearer = { authorization: `Bearer ${secret}` };
  const answers = await Promise.all([
    post(session, `/api/${cookie}`, {}),
    post(session, '/api/jobs.get', { id: secret }),
    post(session, '/api/jobs.get', { [secret]: 1 }),
    post(session, '/session', { key: `${secret}x` }),
    post(session, '/session', { code: cookie }),
    fetch(`${origin}/api/transcripts/j/${'txt'}`, { headers: { cookie: session.cookie } }),
    fetch(`${origin}/pushes`, { headers: { cookie: session.cookie } }),
    fetch(`${door?.url}/v1/models`, { headers: bearer }),
    fetch(`${door?.url}/v1/jobs/none`, { headers: bearer }),
    fetch(`${door?.url}/v1/audio/transcriptions`, { method: 'POST', headers: bearer, body: new FormData() }),
  ]);
  const texts = await Promise.all(answers.map((answer) => answer.text()));
  texts.push(JSON.stringify(await sendWhole(session, { name: 'a.wav', content: Buffer.from('no sound') })));
  texts.push(
    JSON.stringify(await box.call('host.snapshot', {})),
    JSON.stringify(await box.call('keys.list', {})),
  );
  return texts.join('\n');
}

function listFiles(dir: string): string[] {
  return readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, name))
    .filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile() ?? false);
}

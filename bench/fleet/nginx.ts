/** nginx before the rival's workers: round robin at one port, least_conn at another. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { findFreePort } from '../../electron/host/freePort.ts';

export interface Nginx {
  readonly roundRobin: number;
  readonly leastConn: number;
  close(): Promise<void>;
}

const startingMs = 10_000;
const retryMs = 20;

export async function findNginx(): Promise<boolean> {
  return !(await execa('nginx', ['-v'], { reject: false })).failed;
}

/** `host`: the name they are asked for under; left out: nginx's for them all. */
export async function openNginx(workers: readonly number[], host = '$proxy_host'): Promise<Nginx> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-nginx-'));
  const [roundRobin, leastConn] = [await findFreePort(), await findFreePort()];
  const config = join(dir, 'nginx.conf');
  await writeFile(config, render({ dir, workers, host, roundRobin, leastConn }));
  const child = spawn('nginx', ['-p', dir, '-c', config, '-e', join(dir, 'error.log')], { stdio: 'ignore' });
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill();
      await once(child, 'exit');
    }
    await rm(dir, { recursive: true, force: true });
  };
  const until = performance.now() + startingMs;
  while (!(await isOpen(leastConn))) {
    if (child.exitCode !== null || performance.now() > until) {
      const log = await readFile(join(dir, 'error.log'), 'utf8').catch(() => '');
      await close();
      throw new Error(`nginx did not start:\n${log}`);
    }
    await wait(retryMs);
  }
  return { roundRobin, leastConn, close };
}

interface Layout {
  readonly dir: string;
  readonly workers: readonly number[];
  readonly host: string;
  readonly roundRobin: number;
  readonly leastConn: number;
}

/** One process: it stays with its parent's user and pid. */
function render({ dir, workers, host, roundRobin, leastConn }: Layout): string {
  const servers = workers.map((port) => `server 127.0.0.1:${port} max_fails=0;`).join(' ');
  const temps = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  const at = (port: number, upstream: string): string =>
    `server { listen 127.0.0.1:${port}; location / { proxy_pass http://${upstream}; proxy_set_header Host ${host}; proxy_read_timeout 1h; } }`;
  return [
    'daemon off; master_process off;',
    `pid ${join(dir, 'pid')};`,
    'events { worker_connections 1024; }',
    'http {',
    'access_log off;',
    ...temps.map((temp) => `${temp}_temp_path ${join(dir, temp)};`),
    `upstream round_robin { ${servers} }`,
    `upstream least_conn { least_conn; ${servers} }`,
    at(roundRobin, 'round_robin'),
    at(leastConn, 'least_conn'),
    '}',
    '',
  ].join('\n');
}

function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => socket.end(() => resolve(true))).once('error', () => resolve(false));
  });
}

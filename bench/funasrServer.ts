/** The rival over HTTP: `funasr-server` of FunASR's own package, with the models a fleet of ours has. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { appendFile, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';
import { openEnvironments } from '../electron/host/box/environments.ts';
import type { Contestant, Timed } from './contest.ts';
import { findFreePort } from '../electron/host/freePort.ts';
import type { BenchPorts } from './outcome.ts';

export interface ServedModels {
  readonly asr: string;
  readonly vad: string;
  readonly punc: string;
}

export interface FunasrServerOptions {
  readonly models: ServedModels;
  /** Its `ncpu`: no flag sets it, a model's config.yaml can. */
  readonly threads: number;
}

/** What `--model paraformer` asks the hub for; a folder of that name where the server stands is taken instead. */
const hubNames = {
  asr: 'iic/speech_seaco_paraformer_large_asr_nat-zh-cn-16k-common-vocab8404-pytorch',
  vad: 'iic/speech_fsmn_vad_zh-cn-16k-common-pytorch',
  punc: 'iic/punc_ct-transformer_cn-en-common-vocab471067-large',
} as const satisfies Record<keyof ServedModels, string>;

/** It answers one at a time; more requests only spare it the waiting for the next. */
const concurrencies = [1, 2, 4];
const trialClips = 24;
const loadingMs = 180_000;
const retryMs = 200;

/** Settles once it is warm and has shown how many requests at once suit it best. */
export async function openFunasrServer(
  ports: BenchPorts,
  { models, threads }: FunasrServerOptions,
  clips: readonly string[],
): Promise<Contestant> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-funasr-server-'));
  await layOut(dir, models, threads);
  const port = await findFreePort();
  const child = await start(ports, dir, port);
  const close = async (): Promise<void> => {
    await end(child.process);
    await rm(dir, { recursive: true, force: true });
  };
  try {
    const server = `http://127.0.0.1:${port}`;
    await untilHealthy(server, child);
    const best = await findConcurrency(server, clips.slice(0, trialClips));
    return {
      name: `funasr-server (ncpu=${threads}, ${best} at once)`,
      round: () => timeRequests(server, clips, best),
      close,
    };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}

/** Copies of the directories under the names the server asks for. */
async function layOut(dir: string, models: ServedModels, threads: number): Promise<void> {
  for (const part of ['asr', 'vad', 'punc'] as const) {
    const to = join(dir, hubNames[part]);
    await cp(models[part], to, { recursive: true });
    await appendFile(join(to, 'config.yaml'), `\nncpu: ${threads}\n`);
  }
}

interface Started {
  readonly process: ChildProcess;
  /** Its last words. */
  log(): string;
}

async function start({ root, python, say }: BenchPorts, dir: string, port: number): Promise<Started> {
  const overlay = await openEnvironments(root).make('server', say);
  const { stdout: packages } = await execa(overlay, [
    ...['-c', 'import sysconfig; print(sysconfig.get_path("purelib"))'],
  ]);
  const args = ['-m', 'funasr.bin.server', '--host', '127.0.0.1', '--port', String(port)];
  const child = spawn(python.oracle, [...args, '--device', 'cpu', '--model', 'paraformer'], {
    cwd: dir,
    env: { ...process.env, PYTHONPATH: packages },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (log = (log + text).slice(-4_000)));
  }
  return { process: child, log: () => log };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

async function untilHealthy(server: string, { process: child, log }: Started): Promise<void> {
  const until = performance.now() + loadingMs;
  for (;;) {
    const answer = await fetch(`${server}/health`).catch(() => null);
    if (answer?.ok === true) return;
    if (child.exitCode !== null || performance.now() > until) {
      throw new Error(`funasr-server does not answer:\n${log()}`);
    }
    await wait(retryMs);
  }
}

async function findConcurrency(server: string, clips: readonly string[]): Promise<number> {
  await timeRequests(server, clips.slice(0, 2), 1);
  let best = { seconds: Number.POSITIVE_INFINITY, count: 1 };
  for (const count of concurrencies) {
    const { seconds } = await timeRequests(server, clips, count);
    if (seconds < best.seconds) best = { seconds, count };
  }
  return best.count;
}

/** From the first request until the last answer. */
async function timeRequests(server: string, clips: readonly string[], count: number): Promise<Timed> {
  const texts: string[] = clips.map(() => '');
  const left = clips.entries();
  const startedAt = performance.now();
  const ask = async (): Promise<void> => {
    for (const [at, clip] of left) texts[at] = await transcribe(server, clip);
  };
  await Promise.all(Array.from({ length: count }, ask));
  return { seconds: (performance.now() - startedAt) / 1000, texts };
}

async function transcribe(server: string, clip: string): Promise<string> {
  const body = new FormData();
  body.set('file', await openAsBlob(clip), basename(clip));
  body.set('model', 'paraformer');
  const answer = await fetch(`${server}/v1/audio/transcriptions`, { method: 'POST', body });
  if (!answer.ok) throw new Error(`funasr-server answered ${answer.status}: ${await answer.text()}`);
  const { text } = (await answer.json()) as { text: string };
  return text;
}

/** e2e: the whole product as a user runs it. This file: a headless host as a real process on a home of its own. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Call } from '../electron/contract/api.ts';
import type { JobTarget, JobView } from '../electron/contract/job.ts';
import type { Push } from '../electron/contract/push.ts';
import { isEnded } from '../electron/core/schedule/jobState.ts';
import { connectHome } from '../electron/host/doors/homeSocket/homeClient.ts';
import type { HomeClient } from '../electron/host/doors/homeSocket/homeClient.ts';
import type { TrialRoot } from '../electron/host/trialRoot.ts';

export const root = fileURLToPath(new URL('..', import.meta.url));
export const samplesDir = join(root, 'resources', 'samples');

/** As `npm start` runs it: its memory is a product's. */
export const nodeFlags = [
  '--disable-warning=ExperimentalWarning',
  ...['--max-semi-space-size=2', '--v8-pool-size=1', '--optimize-for-size'],
];

export const nodeEnv = { NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') };

export interface Box {
  readonly home: string;
  readonly pid: number;
  /** The one-time link to the panel. */
  readonly url: string;
  readonly call: Call;
  /** Settles at the first push the predicate takes. */
  until(predicate: (push: Push) => boolean): Promise<Push>;
  submit(path: string, target?: JobTarget): Promise<JobView>;
  ended(jobId: string): Promise<JobView>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

export function makeHome(name = 'home'): Promise<string> {
  return mkdtemp(join(tmpdir(), `paradeck-${name}-`));
}

export interface BoxOptions {
  readonly home?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly args?: readonly string[];
  /** Another root than this clone, as makeTrialRoot makes it: fake workers. */
  readonly trial?: Pick<TrialRoot, 'root' | 'envs'>;
}

/** Starts `paradeck serve` and waits for its link. The home is removed at close unless it was given. */
export async function openBox(options: BoxOptions = {}): Promise<Box> {
  const { home: givenHome, env = {}, trial } = options;
  const home = givenHome ?? (await makeHome());
  await openAnyDoor(home);
  const envs = trial && { PARADECK_ENVS: trial.envs };
  const child = spawn(process.execPath, [...nodeFlags, ...planProgram(options)], {
    env: { ...nodeEnv, ...process.env, PARADECK_HOME: home, ...envs, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const url = await readLink(child);
  const client = await connectHome(home);
  if (client === null) throw new Error(`no host answers on ${home}`);
  const box = createBox({ home, child, url, client });
  return givenHome === undefined
    ? { ...box, close: () => box.close().then(() => rm(home, { recursive: true, force: true })) }
    : box;
}

/** Several boxes may run beside each other: none insists on a port for programs. Settings that are there stay. */
async function openAnyDoor(home: string): Promise<void> {
  const settings = JSON.stringify({ publicPort: 0, instanceDoors: false });
  await mkdir(home, { recursive: true });
  await writeFile(join(home, 'settings.json'), settings, { flag: 'wx' }).catch(() => undefined);
}

function planProgram({ args = [], trial }: BoxOptions): string[] {
  if (trial) return [join(root, 'e2e', 'fakes', 'hostOn.ts'), trial.root];
  const serve = ['start', 'serve', '--no-open', '--port', '0'];
  return [join(root, 'electron', 'prepare.ts'), ...serve, ...args];
}

async function readLink(child: ChildProcess): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout');
  let told = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (told = (told + text).slice(-4_000)));
  const lines = createInterface({ input: child.stdout });
  for await (const line of lines) {
    const url = /http:\/\/\S+#code=\S+/.exec(line)?.[0];
    if (url === undefined) continue;
    lines.close();
    child.stdout.resume();
    return url;
  }
  throw new Error(`serve ended before it printed its link:\n${told}`);
}

function createBox({
  home,
  child,
  url,
  client,
}: {
  home: string;
  child: ChildProcess;
  url: string;
  client: HomeClient;
}): Box {
  const { call } = client;
  const pushes = createPushListener(client);
  const endedJob = async (jobId: string): Promise<JobView> => {
    const next = pushes.until(
      ({ event }) => event.type === 'job.changed' && event.job.id === jobId && isEnded(event.job.state),
    );
    const now = await call('jobs.get', { id: jobId });
    if (!isEnded(now.state)) await next;
    return call('jobs.get', { id: jobId });
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    client.close();
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill(signal);
    await once(child, 'exit');
  };
  return {
    home,
    pid: child.pid ?? -1,
    url,
    call,
    until: pushes.until,
    // Work is what is tested: the same sample is read as often as it is handed in.
    submit: (path, target = { kind: 'fleet' }) => call('jobs.submit', { path, target, again: true }),
    ended: endedJob,
    kill: () => end('SIGKILL'),
    close: () => end('SIGTERM'),
  };
}

function createPushListener(client: HomeClient): Pick<Box, 'until'> {
  const waiting = new Set<{ predicate: (push: Push) => boolean; resolve: (push: Push) => void }>();
  const subscribed = client.onPush((push) => {
    for (const one of waiting) {
      if (!one.predicate(push)) continue;
      waiting.delete(one);
      one.resolve(push);
    }
  });
  return {
    until: async (predicate) => {
      const taken = new Promise<Push>((resolve) => waiting.add({ predicate, resolve }));
      await subscribed;
      return taken;
    },
  };
}

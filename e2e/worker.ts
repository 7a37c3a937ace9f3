/** One real worker without a host around it: for comparisons and benchmarks of the engine alone. */
import { join } from 'node:path';
import type { LoadMessage } from '../electron/contract/workerMessages.ts';
import { planLaunch } from '../electron/core/supervise/launch.ts';
import { openChild } from '../electron/host/fleet/child.ts';
import type { Child } from '../electron/host/fleet/child.ts';
import { openLink } from '../electron/host/fleet/workerLink.ts';
import type { WorkerLink } from '../electron/host/fleet/workerLink.ts';
import { root } from './box.ts';

export interface OneWorker {
  readonly ask: WorkerLink['ask'];
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly python: string;
  readonly load: LoadMessage;
}

/** Settles once the worker said ready; rejects with its last words when it leaves before. */
export async function openWorker({ python, load }: WorkerOptions): Promise<OneWorker> {
  const ready = Promise.withResolvers<void>();
  const exited = Promise.withResolvers<void>();
  let log = '';
  // eslint-disable-next-line prefer-const -- child and link know each other
  let child: Child;
  const link = openLink({
    write: (line) => child.write(line),
    onSaid: (message) => {
      if (message.type === 'ready') ready.resolve();
    },
    onLastWords: (message) => ready.reject(new Error(message.message)),
    onAnswered: () => undefined,
    onBabbled: (message) => ready.reject(new Error(message)),
  });
  child = openChild(planLaunch(facts(python, load.threads)), root, {
    onSpawned: () => link.send(load),
    onSpawnFailed: (message) => ready.reject(new Error(message)),
    onLine: (line, isCut) => link.take(line, isCut),
    onLog: (chunk) => {
      log = (log + chunk.toString()).slice(-4_000);
    },
    onExited: (code) => {
      ready.reject(new Error(`the worker left with ${code}:\n${log}`));
      exited.resolve();
    },
  });
  await ready.promise;
  const close = (): Promise<void> => {
    link.send({ type: 'shutdown' });
    return exited.promise;
  };
  return { ask: (message) => link.ask(message), close };
}

function facts(python: string, threads: number): Parameters<typeof planLaunch>[0] {
  return {
    platform: process.platform,
    hostPid: process.pid,
    hostEnv: process.env,
    python,
    pythonDir: join(root, 'python'),
    device: { kind: 'cpu' },
    threads,
    env: {},
    command: null,
    nonce: 'e2e',
  };
}

/** A load message for the demo models on this CPU. */
export function demoLoad(over: Partial<LoadMessage>): LoadMessage {
  return {
    type: 'load',
    engine: 'onnx',
    role: 'recogniser',
    dirs: {},
    device: 'cpu',
    precision: 'auto',
    threads: 1,
    vramLimitMiB: null,
    vad: { maxEndSilenceMs: 800, maxSingleSegmentMs: 60_000 },
    ...over,
  };
}

export function demoDir(part: 'asr' | 'vad' | 'punc'): string {
  return join(root, 'resources', 'demo-model', part);
}

/** One real worker without a host around it: for comparisons and benchmarks of the engine alone. */
import { join } from 'node:path';
import type { DeviceChoice } from '../electron/contract/instance.ts';
import type { LoadMessage } from '../electron/contract/workerMessages.ts';
import { planLaunch } from '../electron/core/supervise/launch.ts';
import { openChild } from '../electron/host/fleet/child.ts';
import type { Child } from '../electron/host/fleet/child.ts';
import { openLink } from '../electron/host/fleet/workerLink.ts';
import type { Answers, Asked, AskedAs, Said, WorkerLink } from '../electron/host/fleet/workerLink.ts';
import { WorkerRefused } from '../electron/host/ports.ts';
import { root } from './box.ts';

export interface OneWorker {
  readonly ask: WorkerLink['ask'];
  readonly ready: Ready;
  /** Its first words: its own pid, and the versions of what it runs on. */
  readonly hello: Hello;
  /** The next sign of life; rejects when it leaves before. */
  beat(): Promise<Beat>;
  /** Its exit code, once it has left; null where a signal ended it. */
  readonly left: Promise<number | null>;
  close(): Promise<void>;
}

export interface WorkerOptions {
  readonly python: string;
  readonly load: LoadMessage;
  readonly device?: DeviceChoice;
  readonly env?: Readonly<Record<string, string>>;
}

type Hello = Extract<Said, { type: 'hello' }>;
type Ready = Extract<Said, { type: 'ready' }>;
export type Beat = Extract<Said, { type: 'beat' }>;

/** Settles once the worker said ready; rejects with its last words when it leaves before. */
export async function openWorker(options: WorkerOptions): Promise<OneWorker> {
  const worker = new Worker(options);
  const { ready, hello } = await worker.ready;
  return {
    ready,
    hello,
    ask: (message) => worker.ask(message),
    beat: () => worker.nextBeat(),
    left: worker.left.promise,
    close: async () => {
      worker.link.send({ type: 'shutdown' });
      await worker.left.promise;
    },
  };
}

class Worker {
  readonly #options: WorkerOptions;
  readonly #child: Child;
  readonly #ready = Promise.withResolvers<{ ready: Ready; hello: Hello }>();
  #beat = Promise.withResolvers<Beat>();
  #hello: Hello | null = null;
  #log = '';
  readonly #aboard = new Set<string>();
  readonly left = Promise.withResolvers<number | null>();
  readonly link: WorkerLink;

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.link = openLink({
      write: (line) => this.#child.write(line),
      onSaid: (message) => this.#take(message),
      onLastWords: (message) => this.#ready.reject(new Error(message.message)),
      onAnswered: (id) => this.#aboard.delete(id),
      onBabbled: (message) => {
        this.#ready.reject(new Error(message));
        this.#child.kill();
      },
    });
    // Nobody need wait for a sign of life.
    this.#beat.promise.catch(() => undefined);
    this.#child = this.#open();
  }

  get ready(): Promise<{ ready: Ready; hello: Hello }> {
    return this.#ready.promise;
  }

  nextBeat(): Promise<Beat> {
    return this.#beat.promise;
  }

  ask<T extends Asked['type']>(message: AskedAs<T>): Promise<Answers[T]> {
    this.#aboard.add(message.id);
    return this.link.ask(message);
  }

  #open(): Child {
    return openChild(planLaunch(facts(this.#options)), root, {
      onSpawned: () => this.link.send(this.#options.load),
      onSpawnFailed: (message) => this.#ready.reject(new Error(message)),
      onLine: (line, isCut) => this.link.take(line, isCut),
      onLog: (chunk) => {
        this.#log = (this.#log + chunk.toString()).slice(-4_000);
      },
      onExited: (code) => this.#end(code),
    });
  }

  #take(message: Said): void {
    if (message.type === 'hello') this.#hello = message;
    if (message.type === 'ready' && this.#hello !== null) {
      this.#ready.resolve({ ready: message, hello: this.#hello });
    }
    if (message.type !== 'beat') return;
    this.#beat.resolve(message);
    this.#beat = Promise.withResolvers();
    this.#beat.promise.catch(() => undefined);
  }

  #end(code: number | null): void {
    const gone = new Error(`the worker left with ${code}:\n${this.#log}`);
    this.#ready.reject(gone);
    this.#beat.reject(gone);
    for (const id of this.#aboard) this.link.refuse(id, new WorkerRefused('gone', gone.message));
    this.left.resolve(code);
  }
}

function facts({ python, load, device, env }: WorkerOptions): Parameters<typeof planLaunch>[0] {
  return {
    platform: process.platform,
    hostPid: process.pid,
    hostEnv: process.env,
    python,
    pythonDir: join(root, 'python'),
    device: device ?? { kind: 'cpu' },
    threads: load.threads,
    env: env ?? {},
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
    cudaGraphs: false,
    warmupClip: null,
    vad: { maxEndSilenceMs: 800, maxSingleSegmentMs: 60_000 },
    ...over,
  };
}

export function demoDir(part: 'asr' | 'vad' | 'punc'): string {
  return join(root, 'resources', 'demo-model', part);
}

/** For tests: recognisers in this process; a token stands for 200 ms of samples and depends on them alone. */
import { isAble } from '../../contract/instance.ts';
import type { InstanceView, Phase } from '../../contract/instance.ts';
import type { PcmRange, RecognisedSegment } from '../../contract/workerMessages.ts';
import { readSamples } from './fakeSamples.ts';
import type { Fleet, LearnedBatches, RecognisedBatch, Recogniser, RecogniserPool } from '../ports.ts';
import { WorkerRefused } from '../ports.ts';

const tokenMs = 200;
const characters =
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经';

function recogniseSamples(samples: Int16Array): RecognisedSegment {
  const tokens: string[] = [];
  const length = (tokenMs * 16_000) / 1000;
  for (let at = 0; at + length <= samples.length; at += length) {
    let sum = at;
    for (const sample of samples.subarray(at, at + length)) sum = (sum * 31 + sample) >>> 0;
    tokens.push(characters[sum % characters.length] ?? '的');
  }
  const timesMs = tokens.map((_, at): [number, number] => [at * tokenMs, (at + 1) * tokenMs]);
  return { text: tokens.join(''), tokens, timesMs, timesSource: 'cif' };
}

export interface FakeInstance {
  readonly id: string;
  readonly modelKey: string;
  readonly modelId: string;
  readonly batchSizeS: number;
  phase: Phase;
}

export interface FakeBatch {
  readonly id: string;
  readonly instanceId: string;
  readonly segments: readonly PcmRange[];
  readonly hotwords: readonly string[];
}

export class FakeRecognisers implements RecogniserPool {
  readonly instances: FakeInstance[] = [];
  /** They sit on cards of a simulated box. */
  isSimulated = false;
  readonly sent: FakeBatch[] = [];
  /** Awaited before each answer; throw WorkerRefused to refuse. */
  before: (batch: FakeBatch) => Promise<void> = () => Promise.resolve();
  queuedS: ReadonlyMap<string, number> = new Map();
  readonly learned = new Map<string, LearnedBatches>();
  readonly #listeners = new Set<() => void>();
  readonly #aboard = new Map<
    string,
    { reject: (thrown: unknown) => void; instanceId: string; isBegun: boolean }
  >();
  readonly #lines = new Map<string, Promise<unknown>>();

  add(id: string, more: Partial<Omit<FakeInstance, 'id'>> = {}): FakeInstance {
    const instance = {
      modelKey: 'key:int8',
      modelId: 'demo',
      batchSizeS: 300,
      phase: 'ready' as Phase,
      ...more,
      id,
    };
    this.instances.push(instance);
    this.tell();
    return instance;
  }

  /** Its worker died, was stopped, or is well again. */
  turn(id: string, phase: Phase): void {
    for (const instance of this.instances) if (instance.id === id) instance.phase = phase;
    if (!isAble(phase)) {
      // What it was computing will not end; a new worker begins afresh.
      this.#lines.delete(id);
      for (const [batchId, batch] of this.#aboard) {
        if (batch.instanceId !== id) continue;
        this.#aboard.delete(batchId);
        batch.reject(new WorkerRefused('gone', `${id} is ${phase}`));
      }
    }
    this.tell();
  }

  tell(): void {
    for (const listener of this.#listeners) listener();
  }

  fleet(): Pick<Fleet, 'list'> {
    return {
      list: () =>
        this.instances.map(
          ({ id, phase, modelId }) => ({ spec: { id, modelId }, phase }) as unknown as InstanceView,
        ),
    };
  }

  recognisers(): readonly Recogniser[] {
    return this.instances
      .filter(({ phase }) => isAble(phase))
      .map(({ id, modelKey, modelId, batchSizeS }) => {
        const aboard = [...this.#aboard.values()].filter(({ instanceId }) => instanceId === id).length;
        const seat = {
          deviceName: `card of ${id}`,
          deviceKey: `card of ${id}`,
          isSimulated: this.isSimulated,
          readsFbank: false,
        };
        return { instanceId: id, modelKey, modelId, batchSizeS, aboard, ...seat };
      });
  }

  recognise(...[instanceId, batch]: Parameters<RecogniserPool['recognise']>): Promise<RecognisedBatch> {
    const aboardNow = [...this.#aboard.values()].filter((each) => each.instanceId === instanceId).length;
    if (aboardNow >= 2) return Promise.reject(new Error(`${instanceId} has two batches aboard`));
    const sent: FakeBatch = { ...batch, instanceId };
    this.sent.push(sent);
    return new Promise((resolve, reject) => {
      this.#aboard.set(batch.id, { reject, instanceId, isBegun: false });
      const work = (this.#lines.get(instanceId) ?? Promise.resolve()).then(() => this.#compute(sent));
      this.#lines.set(
        instanceId,
        work.then(
          (answer) => this.#settle(batch.id, () => answer && resolve(answer)),
          (thrown: unknown) => this.#settle(batch.id, () => reject(thrown)),
        ),
      );
    });
  }

  /** From here on only what was sent before, and what has sound of this job in it, is answered, until `release`. */
  holdAllBut(jobId: string): () => void {
    const sentBefore = this.sent.length;
    const released = Promise.withResolvers<void>();
    this.before = async (batch) => {
      const isOfJob = batch.segments.some(({ pcm }) => 'path' in pcm && pcm.path.includes(jobId));
      if (this.sent.indexOf(batch) >= sentBefore && !isOfJob) await released.promise;
    };
    return () => released.resolve();
  }

  drop(instanceId: string, batchId: string): void {
    const batch = this.#aboard.get(batchId);
    if (batch?.instanceId !== instanceId || batch.isBegun) return;
    this.#aboard.delete(batchId);
    batch.reject(new WorkerRefused('dropped', 'dropped'));
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  noteLearned(instanceId: string, learned: LearnedBatches): void {
    this.learned.set(instanceId, learned);
  }

  noteQueued(queuedS: ReadonlyMap<string, number>): void {
    this.queuedS = queuedS;
  }

  async #compute(batch: FakeBatch): Promise<RecognisedBatch | null> {
    const aboard = this.#aboard.get(batch.id);
    if (!aboard) return null;
    aboard.isBegun = true;
    await this.before(batch);
    const results: RecognisedSegment[] = [];
    for (const { pcm, fromSample, toSample } of batch.segments) {
      results.push(recogniseSamples(await readSamples(pcm, fromSample, toSample)));
    }
    return { results, computeMs: 5 };
  }

  #settle(batchId: string, settle: () => void): void {
    this.#aboard.delete(batchId);
    settle();
    this.tell();
  }
}

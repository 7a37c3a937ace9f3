/** A host made of made-up data that answers the panel's calls, for work on the panel and for its screenshots. */
import { calls, type CallName, type Reply } from '../../electron/contract/api.ts';
import type { JobView } from '../../electron/contract/job.ts';
import type { Push } from '../../electron/contract/push.ts';
import {
  instanceHandlers,
  jobHandlers,
  placeHandlers,
  runHandlers,
  transcriptHandlers,
  type Handlers,
} from './mockHandlers.ts';
import { makeJob, makeLog, makePunctuated, makeSegments } from './mockJobs.ts';
import { gpuHandlers } from './mockGpuHandlers.ts';
import type { Scene } from './mockScenes.ts';
import { MockState, Refused } from './mockState.ts';
import { engineHandlers } from './mockEngineHandlers.ts';
import { fetchHandlers } from './mockFetchHandlers.ts';
import { makeSample } from './mockUsage.ts';

export class MockHost {
  readonly #state: MockState;
  readonly #handlers: Handlers;

  constructor(scene: Scene) {
    this.#state = new MockState(scene);
    this.#handlers = {
      ...instanceHandlers(this.#state),
      ...runHandlers(this.#state),
      ...jobHandlers(this.#state),
      ...transcriptHandlers(this.#state),
      ...placeHandlers(this.#state),
      ...fetchHandlers(this.#state),
      ...engineHandlers(this.#state),
      ...gpuHandlers(this.#state),
    };
  }

  /** What serve() does: checks the input by the contract and answers with a reply. */
  serve(name: string, raw: unknown): Reply {
    const handler = this.#handlers[name as CallName];
    const parsed = handler && calls[name as CallName].input.safeParse(raw);
    if (!handler || !parsed) return { ok: false, failure: { code: 'unknown-call', message: name } };
    if (!parsed.success) {
      const field = parsed.error.issues[0]?.path.join('.') ?? '';
      return {
        ok: false,
        failure: { code: 'bad-request', message: parsed.error.message, detail: { field } },
      };
    }
    try {
      return { ok: true, value: handler(parsed.data as never) };
    } catch (error) {
      const code = error instanceof Refused ? error.code : 'internal';
      return { ok: false, failure: { code, message: String(error), detail: {} } };
    }
  }

  subscribe(listener: (push: Push) => void): () => void {
    this.#state.listeners.add(listener);
    return () => this.#state.listeners.delete(listener);
  }

  accept(name: string, target: JobView['target'], bytes: number): JobView {
    const id = `u${this.#state.jobs.length}`;
    return this.#state.putJob(makeJob(id, name, { target, bytes, acceptedAt: Date.now() }));
  }

  /** One second of life. */
  tick(): void {
    const state = this.#state;
    const now = Date.now();
    const isHeard = state.gpus.sampledAt !== null && !state.gpus.isStale;
    const cards = isHeard ? state.gpus.cards : [];
    state.emit({ type: 'usage.sampled', sample: makeSample(now, state.instances, cards) });
    if (isHeard) {
      state.gpus = { ...state.gpus, sampledAt: now };
      state.emit({ type: 'gpus.changed', gpus: state.gpus });
    }
    const job = state.jobs.find((one) => one.id === 'j1' && one.state === 'running');
    if (!job) return;
    const count = Math.min(60, state.recognised + 1);
    state.recognised = count;
    const fraction = Math.min(0.95, (job.progress.fraction ?? 0) + 0.001);
    state.putJob({ ...job, progress: { ...job.progress, fraction } });
    state.emit({
      type: 'segments.recognised',
      jobId: 'j1',
      segments: makeSegments(count, count).slice(-1),
      punctuatedText: makePunctuated(count - 3),
      punctuatedSegments: count - 3,
    });
    state.emit({
      type: 'log.appended',
      id: 'a1',
      runId: '2026-11-23T17-31-02',
      lines: makeLog(600 + count, 1),
    });
  }
}

/** A host made of made-up data that answers the panel's calls, for work on the panel and for its screenshots. */
import { calls, type CallName, type Reply, type Snapshot } from '../../electron/contract/api.ts';
import type { FailureCode } from '../../electron/contract/failure.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';
import type { JobView } from '../../electron/contract/job.ts';
import type { Push, PushEvent } from '../../electron/contract/push.ts';
import { settings as settingsSchema } from '../../electron/contract/settings.ts';
import { makeFindings, makeFleet, makeInstance, makeModels, makeSample, makeSpec } from './mockFleet.ts';
import { makeJob, makeJobs, makeLog, makePunctuated, makeSegments, makeTranscript } from './mockJobs.ts';

class Refused extends Error {
  readonly code: FailureCode;
  constructor(code: FailureCode) {
    super(code);
    this.code = code;
  }
}

type Handler = (input: never) => unknown;

/** `scene`: 'busy' has a bit of everything, 'empty' is a first start. */
export class MockHost {
  readonly #listeners = new Set<(push: Push) => void>();
  readonly #handlers: Partial<Record<CallName, Handler>>;
  readonly #startedAt = Date.now();
  #seq = 0;
  #recognised = 14;
  #instances: InstanceView[];
  #jobs: JobView[];
  #models = makeModels();
  #settings = settingsSchema.parse({});

  constructor(scene: 'busy' | 'empty') {
    this.#instances = scene === 'busy' ? makeFleet() : [];
    this.#jobs = scene === 'busy' ? makeJobs() : [];
    this.#handlers = { ...this.#fleetHandlers(), ...this.#jobHandlers(), ...this.#placeHandlers() };
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
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  accept(name: string, target: JobView['target'], bytes: number): JobView {
    const job = makeJob(`u${this.#jobs.length}`, name, { target, bytes, acceptedAt: Date.now() });
    this.#jobs = [...this.#jobs, job];
    this.#emit({ type: 'job.changed', job });
    return job;
  }

  /** One second of life. */
  tick(): void {
    const now = Date.now();
    this.#emit({ type: 'usage.sampled', sample: makeSample(now, this.#instances) });
    const job = this.#jobs.find((one) => one.id === 'j1');
    if (!job) return;
    this.#recognised = Math.min(60, this.#recognised + 1);
    const progress = { ...job.progress, fraction: Math.min(0.95, (job.progress.fraction ?? 0) + 0.001) };
    this.#changeJob({ ...job, progress });
    this.#emit({
      type: 'segments.recognised',
      jobId: 'j1',
      segments: makeSegments(this.#recognised, this.#recognised).slice(-1),
      punctuatedText: makePunctuated(this.#recognised - 3),
      punctuatedSegments: this.#recognised - 3,
    });
    this.#emit({
      type: 'log.appended',
      id: 'a1',
      runId: '2026-11-23T17-31-02',
      lines: makeLog(600 + this.#recognised, 1),
    });
  }

  #emit(event: PushEvent) {
    const push = { seq: ++this.#seq, event };
    for (const listener of this.#listeners) listener(push);
  }

  #changeJob(job: JobView) {
    this.#jobs = this.#jobs.map((one) => (one.id === job.id ? job : one));
    this.#emit({ type: 'job.changed', job });
    return job;
  }

  #instance(id: string): InstanceView {
    const found = this.#instances.find((one) => one.spec.id === id);
    if (!found) throw new Refused('instance-not-found');
    return found;
  }

  #changeInstance(id: string, change: Partial<InstanceView>): InstanceView {
    const instance = { ...this.#instance(id), ...change };
    this.#instances = this.#instances.map((one) => (one.spec.id === id ? instance : one));
    this.#emit({ type: 'instance.changed', instance });
    return instance;
  }

  #job(id: string): JobView {
    const found = this.#jobs.find((one) => one.id === id);
    if (!found) throw new Refused('job-not-found');
    return found;
  }

  #snapshot(): Snapshot {
    const count = (states: readonly string[]) =>
      this.#jobs.filter((job) => states.includes(job.state)).length;
    return {
      seq: this.#seq,
      host: {
        version: '0.1.0',
        platform: 'linux x64',
        home: '/home/op/.local/share/paradeck',
        pid: 4242,
        startedAt: this.#startedAt,
        cores: 8,
        shell: 'headless',
      },
      instances: this.#instances,
      fronts: { wanted: 2, ready: 2, failed: null, rssMiB: 318 },
      models: this.#models,
      jobs: this.#jobs,
      counts: {
        active: count(['running', 'decoding']),
        waiting: count(['queued', 'waiting', 'paused']),
        done: count(['done', 'incomplete', 'skipped']),
        failed: count(['failed', 'quarantined']),
      },
      settings: this.#settings,
    };
  }

  #fleetHandlers(): Partial<Record<CallName, Handler>> {
    const setPhase = (phase: InstanceView['phase']) => (input: { id: string }) =>
      this.#changeInstance(input.id, { phase, cause: null, phaseSince: Date.now(), needsRestart: false });
    return {
      'instances.start': setPhase('ready'),
      'instances.stop': setPhase('stopped'),
      'instances.restart': setPhase('starting'),
      'instances.create': (draft: { name: string; colour?: number }) => {
        if (this.#instances.some((one) => one.spec.name === draft.name))
          throw new Refused('instance-name-taken');
        const spec = { ...makeSpec(`n${this.#instances.length}`, draft.name, draft.colour ?? 0), ...draft };
        const instance = makeInstance(spec, {});
        this.#instances = [...this.#instances, instance];
        this.#emit({ type: 'instance.changed', instance });
        return instance;
      },
      'instances.edit': (input: { id: string; patch: object }) =>
        this.#changeInstance(input.id, {
          spec: { ...this.#instance(input.id).spec, ...input.patch },
          needsRestart: true,
        }),
      'instances.duplicate': (input: { id: string }) => {
        const { spec } = this.#instance(input.id);
        const instance = makeInstance({ ...spec, id: `${spec.id}c`, name: `${spec.name} 2` }, {});
        this.#instances = [...this.#instances, instance];
        this.#emit({ type: 'instance.changed', instance });
        return instance;
      },
      'instances.remove': (input: { id: string }) => {
        this.#instances = this.#instances.filter((one) => one.spec.id !== input.id);
        this.#emit({ type: 'instance.removed', id: input.id });
        return {};
      },
      'instances.log': (input: { id: string; beforeOffset?: number }) => ({
        runs: input.id === 'a5' ? [] : ['2026-11-22T09-10-44', '2026-11-23T17-31-02'],
        runId: input.id === 'a5' ? null : '2026-11-23T17-31-02',
        lines: input.id === 'a5' || input.beforeOffset ? [] : makeLog(0, 600),
      }),
      'fleet.start': () => ({}),
      'fleet.stop': () => ({}),
    };
  }

  #jobHandlers(): Partial<Record<CallName, Handler>> {
    return {
      'jobs.list': () => ({ jobs: this.#jobs.filter((job) => job.endedAt !== null), next: null }),
      'jobs.get': (input: { id: string }) => this.#job(input.id),
      'jobs.segments': (input: { id: string }) => ({
        segments: input.id === 'j1' ? makeSegments(this.#recognised + 4, this.#recognised) : [],
        punctuatedText: input.id === 'j1' ? makePunctuated(this.#recognised - 3) : '',
        punctuatedSegments: input.id === 'j1' ? this.#recognised - 3 : 0,
      }),
      'jobs.cancel': (input: { id: string }) =>
        this.#changeJob({ ...this.#job(input.id), state: 'cancelled', endedAt: Date.now() }),
      'jobs.retry': (input: { id: string }) =>
        this.#changeJob({ ...this.#job(input.id), state: 'queued', failure: null, endedAt: null }),
      'jobs.release': (input: { id: string }) =>
        this.#changeJob({
          ...this.#job(input.id),
          state: 'queued',
          waiting: null,
          target: { kind: 'fleet' },
        }),
      'jobs.remove': (input: { id: string }) => {
        this.#jobs = this.#jobs.filter((one) => one.id !== input.id);
        this.#emit({ type: 'job.removed', id: input.id });
        return {};
      },
      'transcripts.get': (input: { id: string }) => makeTranscript(this.#job(input.id)),
      'transcripts.export': (input: { id: string }) => ({
        fileName: 'mock.txt',
        mime: 'text/plain',
        content: makeTranscript(this.#job(input.id)).text,
      }),
      'transcripts.search': (input: { query: string }) => ({
        hits: this.#jobs
          .filter((job) => job.state === 'done' && makeTranscript(job).text.includes(input.query))
          .map((job) => ({
            jobId: job.id,
            name: job.name,
            snippet: `…讨论第三季度的${input.query}。`,
            endedAt: job.endedAt,
          })),
      }),
    };
  }

  #placeHandlers(): Partial<Record<CallName, Handler>> {
    return {
      'host.snapshot': () => this.#snapshot(),
      'host.usage': () => {
        const now = Date.now();
        const samples = Array.from({ length: 900 }, (_, index) =>
          makeSample(now - (900 - index) * 4_000, this.#instances),
        );
        return { samples };
      },
      'host.checks': () => ({ findings: makeFindings() }),
      'models.list': () => ({ models: this.#models }),
      'models.add': () => {
        throw new Refused('model-not-found');
      },
      'models.remove': (input: { id: string }) => {
        this.#models = this.#models.filter((one) => one.id !== input.id);
        this.#emit({ type: 'models.changed', models: this.#models });
        return {};
      },
      'settings.get': () => this.#settings,
      'settings.set': (patch: object) => {
        this.#settings = { ...this.#settings, ...patch };
        this.#emit({ type: 'settings.changed', settings: this.#settings });
        return this.#settings;
      },
    };
  }
}

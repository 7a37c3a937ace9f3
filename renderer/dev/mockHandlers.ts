/** What the mock host does for each call. */
import type { CallName } from '../../electron/contract/api.ts';
import type { Snapshot } from '../../electron/contract/snapshot.ts';
import type { InstanceView } from '../../electron/contract/instance.ts';
import { makeInstance, makeSpec } from './mockFleet.ts';
import { makeLog, makePunctuated, makeSegments, makeTranscript } from './mockJobs.ts';
import { makeFindings } from './mockPlaces.ts';
import { programHandlers } from './mockRequests.ts';
import { Refused, type MockState } from './mockState.ts';
import { makeFleetMarks, makeSample } from './mockUsage.ts';

export type Handlers = Partial<Record<CallName, (input: never) => unknown>>;

interface ById {
  readonly id: string;
}

export function instanceHandlers(state: MockState): Handlers {
  const setPhase = (phase: InstanceView['phase']) => (input: ById) =>
    state.putInstance({
      ...state.instance(input.id),
      phase,
      cause: null,
      phaseSince: Date.now(),
      needsRestart: false,
    });
  return {
    'instances.stop': setPhase('stopped'),
    'instances.restart': setPhase('starting'),
    'instances.measure': setPhase('starting'),
    'instances.create': (draft: { name: string; colour?: number }) => {
      if (state.instances.some((one) => one.spec.name === draft.name))
        throw new Refused('instance-name-taken');
      const spec = makeSpec(`n${state.instances.length}`, draft.name, draft.colour ?? 0);
      return state.putInstance(makeInstance({ ...spec, ...draft }, {}));
    },
    'instances.edit': (input: { id: string; patch: object }) => {
      const instance = state.instance(input.id);
      return state.putInstance({
        ...instance,
        spec: { ...instance.spec, ...input.patch },
        needsRestart: instance.pid !== null,
      });
    },
    'instances.duplicate': (input: ById) => {
      const { spec } = state.instance(input.id);
      return state.putInstance(makeInstance({ ...spec, id: `${spec.id}c`, name: `${spec.name} 2` }, {}));
    },
  };
}

export function runHandlers(state: MockState): Handlers {
  return {
    'instances.remove': (input: ById) => {
      state.instances = state.instances.filter((one) => one.spec.id !== input.id);
      state.emit({ type: 'instance.removed', id: input.id });
      return {};
    },
    'instances.log': (input: { id: string; beforeOffset?: number }) => ({
      runs: input.id === 'a5' ? [] : ['2026-11-23T17-31-02', '2026-11-22T09-10-44'],
      runId: input.id === 'a5' ? null : '2026-11-23T17-31-02',
      lines: input.id === 'a5' || input.beforeOffset ? [] : makeLog(0, 600),
    }),
    'fleet.start': () => ({}),
    'fleet.stop': () => ({}),
    'fleet.restart': () => ({ ids: state.instances.map(({ spec }) => spec.id) }),
  };
}

export function jobHandlers(state: MockState): Handlers {
  const isLive = (id: string) => id === 'j1';
  return {
    'jobs.list': (input: { states?: readonly string[] }) => ({
      jobs: state.jobs.filter((job) => input.states?.includes(job.state) ?? true),
      next: null,
    }),
    'jobs.get': (input: ById) => state.job(input.id),
    'jobs.segments': (input: ById) => ({
      segments: isLive(input.id) ? makeSegments(state.recognised + 4, state.recognised) : [],
      punctuatedText: isLive(input.id) ? makePunctuated(state.recognised - 3) : '',
      punctuatedSegments: isLive(input.id) ? state.recognised - 3 : 0,
    }),
    'jobs.cancel': (input: ById) =>
      state.putJob({ ...state.job(input.id), state: 'cancelled', endedAt: Date.now() }),
    'jobs.pause': (input: ById) => state.putJob({ ...state.job(input.id), state: 'paused', waiting: null }),
    'jobs.resume': (input: ById) => state.putJob({ ...state.job(input.id), state: 'queued' }),
    'jobs.next': (input: ById) => state.putJob({ ...state.job(input.id), putFirstAt: Date.now() }),
    'jobs.retry': (input: ById) =>
      state.putJob({ ...state.job(input.id), state: 'queued', failure: null, endedAt: null }),
    'jobs.release': (input: ById) =>
      state.putJob({ ...state.job(input.id), state: 'queued', waiting: null, target: { kind: 'fleet' } }),
    'jobs.removeEnded': () => ({ count: 3 }),
    'jobs.remove': (input: ById) => {
      state.jobs = state.jobs.filter((one) => one.id !== input.id);
      state.emit({ type: 'job.removed', id: input.id });
      return {};
    },
  };
}

export function transcriptHandlers(state: MockState): Handlers {
  return {
    'transcripts.get': (input: ById) => makeTranscript(state.job(input.id)),
    'transcripts.open': (input: ById) => ({
      ...{ transcript: makeTranscript(state.job(input.id)), revision: 0, edited: [] },
    }),
    'transcripts.export': (input: ById) => ({
      fileName: `${state.job(input.id).name}.txt`,
      mime: 'text/plain',
      content: btoa(
        String.fromCharCode(...new TextEncoder().encode(makeTranscript(state.job(input.id)).text)),
      ),
    }),
    'transcripts.search': (input: { query: string }) => ({
      hits: state.jobs
        .filter((job) => job.state === 'done' && makeTranscript(job).text.includes(input.query))
        .map(({ id, name, endedAt }) => ({
          jobId: id,
          name,
          snippet: `…讨论第三季度的${input.query}。`,
          endedAt,
        })),
    }),
  };
}

export function placeHandlers(state: MockState): Handlers {
  return {
    'host.snapshot': () => makeSnapshot(state),
    'host.usage': ({ fromAgoMs, untilAgoMs }) => {
      const now = Date.now();
      const isAsked = ({ at }: { readonly at: number }) =>
        at >= now - fromAgoMs && at <= now - (untilAgoMs ?? 0);
      const at = Array.from({ length: 900 }, (_, index) => now - (900 - index) * 4_000);
      return {
        samples: at.map((moment) => makeSample(moment, state.instances, state.gpus.cards)).filter(isAsked),
        marks: makeFleetMarks(now, state.instances).filter(isAsked),
      };
    },
    'media.list': () => ({ entries: [], leftOut: 0 }),
    'media.submit': () => {
      throw new Error('no folders here');
    },
    ...programHandlers,
    'host.checks': () => ({ findings: makeFindings() }),
    'models.list': () => ({ models: state.models }),
    'models.add': () => {
      throw new Refused('model-not-found');
    },
    'models.remove': (input: ById) => {
      state.models = state.models.filter((one) => one.id !== input.id);
      state.emit({ type: 'models.changed', models: state.models });
      return {};
    },
    'watches.add': () => {
      throw new Refused('folder-not-found');
    },
    'settings.get': () => state.settings,
    'settings.set': (patch: object) => {
      state.settings = { ...state.settings, ...patch };
      state.emit({ type: 'settings.changed', settings: state.settings });
      return state.settings;
    },
  };
}

export function makeSnapshot(state: MockState): Snapshot {
  const count = (states: readonly string[]) => state.jobs.filter((job) => states.includes(job.state)).length;
  return {
    seq: state.seq,
    host: {
      version: '0.1.0',
      platform: 'linux x64',
      home: '/home/op/.local/share/paradeck',
      pid: 4242,
      startedAt: state.startedAt,
      cores: 8,
      shell: 'headless',
    },
    instances: state.instances,
    fronts: { wanted: 2, ready: 2, failed: null, rssMiB: 318 },
    gpus: state.gpus,
    models: state.models,
    fetches: state.fetches,
    engines: state.engines,
    jobs: state.jobs,
    counts: {
      active: count(['running', 'decoding']),
      waiting: count(['queued', 'waiting', 'paused']),
      done: count(['done', 'incomplete', 'skipped']),
      failed: count(['failed', 'quarantined']),
    },
    settings: state.settings,
    watches: state.watches,
    doors: [],
  };
}

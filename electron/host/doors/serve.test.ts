import { expect, test, vi } from 'vitest';
import type { CallName, Scope } from '../../contract/api.ts';
import { calls } from '../../contract/api.ts';
import { Failed } from '../../core/failed.ts';
import { createHandlers } from './handlers/handlers.ts';
import { callOf, createServe, localScopes } from './serve.ts';
import type { Caller } from './serve.ts';
import { createStandIns, quietLog, sampleInstance, samplesDir } from './standIns.ts';

const names = Object.keys(calls) as CallName[];
const local: Caller = { scopes: localScopes, who: 'test' };

/** A good input for each call that takes one. */
const inputs: Partial<Record<CallName, unknown>> = {
  'host.usage': { fromAgoMs: 60_000 },
  'instances.create': { name: 'two' },
  'instances.edit': { id: 'i-1', patch: { threads: 2 } },
  'instances.admission': {
    ...{ device: { kind: 'gpu', uuid: 'GPU-1' }, modelId: 'demo-asr', precision: 'auto', batchSizeS: 300 },
  },
  'jobs.submit': { path: '/a.wav', target: { kind: 'fleet' } },
  'transcripts.edit': { id: 'j-1', revision: 0, changes: [{ index: 0, count: 1, texts: ['好'] }] },
  'transcripts.export': { id: 'j-1', format: 'srt' },
  'exports.begin': { which: { kind: 'ids', ids: ['j-1'] }, formats: ['txt'] },
  'transcripts.nameExample': { template: '{name}' },
  'transcripts.search': { query: '你' },
  'models.add': { dir: '/m' },
  'models.remove': { id: 'm' },
  'models.fetch': { fullId: 'a/b' },
  'models.cancelFetch': { id: 'modelscope/a/b' },
  'webhook.set': { url: null, events: [], hasText: false, allowsPrivate: false },
  'keys.create': { name: 'n8n' },
  'media.list': { folder: samplesDir },
  'media.submit': { folder: samplesDir, path: 'hello-5s.wav', target: { kind: 'fleet' } },
  'jobs.removeEnded': { days: 30, dryRun: true },
  'watches.add': { dir: '/in' },
  'watches.edit': { id: 'w-1', patch: { isOn: false } },
  'settings.set': { theme: 'dark' },
  'engines.install': { engine: 'funasr', dryRun: true },
  'engines.cancel': { engine: 'funasr' },
  'engines.log': { engine: 'onnx' },
  'engines.inspect': { engine: 'funasr', pythonPath: '/usr/bin/python3' },
};

function inputOf(name: CallName): unknown {
  if (inputs[name] !== undefined) return inputs[name];
  const byId = calls[name].input.safeParse({ id: 'j-1' });
  return byId.success ? { id: 'j-1' } : {};
}

function without(scope: Scope): Caller {
  return { scopes: new Set([...localScopes].filter((one) => one !== scope)), who: 'test' };
}

test.each(names)('%s answers what its schema says', async (name) => {
  const serve = createServe(createHandlers(createStandIns()), quietLog);
  const reply = await serve(name, inputOf(name), local);
  if (!reply.ok) throw new Error(reply.failure.message);
  // JSON as a wire carries it: what would be lost there must not be needed.
  calls[name].output.parse(JSON.parse(JSON.stringify(reply.value)));
});

test.each(names)('%s is refused without its scope, before its input is looked at', async (name) => {
  const serve = createServe(createHandlers(createStandIns()), quietLog);
  const reply = await serve(name, { nonsense: true }, without(calls[name].scope));
  expect(reply).toMatchObject({ ok: false, failure: { code: 'forbidden' } });
});

test.each(names)('%s refuses an input with a field it does not know, or of a wrong kind', async (name) => {
  const serve = createServe(createHandlers(createStandIns()), quietLog);
  // settings.set alone drops unknown fields, so that an older host takes a newer panel's patch.
  const bad = name === 'settings.set' ? { theme: 'pink' } : { ...(inputOf(name) as object), nonsense: 1 };
  expect(await serve(name, bad, local)).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
});

test('a bad input is answered with the field that is wrong', async () => {
  const serve = createServe(createHandlers(createStandIns()), quietLog);
  const reply = await serve('instances.edit', { id: 'i-1', patch: { threads: 'many' } }, local);
  expect(reply).toMatchObject({
    ok: false,
    failure: { code: 'bad-request', detail: { field: 'patch.threads' } },
  });
});

test.each(['nope', 'toString', '__proto__', 'constructor', ''])('%j is no call', async (name) => {
  const serve = createServe(createHandlers(createStandIns()), quietLog);
  expect(await serve(name, {}, local)).toMatchObject({ ok: false, failure: { code: 'unknown-call' } });
});

test('a failure keeps its code and detail; a bug becomes an id under which its details are logged', async () => {
  const parts = createStandIns();
  const error = vi.fn();
  const broken = { ...parts.fleet, start: () => Promise.reject(new TypeError('secret detail /root/x')) };
  const failing = {
    ...parts.jobs,
    get: () => Promise.reject(new Failed('job-not-found', 'none', { id: 'x' })),
  };
  const serve = createServe(createHandlers({ ...parts, fleet: broken, jobs: failing }), {
    ...quietLog,
    error,
  });

  expect(await serve('jobs.get', { id: 'x' }, local)).toEqual({
    ok: false,
    failure: { code: 'job-not-found', message: 'none', detail: { id: 'x' } },
  });
  const reply = await serve('instances.start', { id: 'i-1' }, local);
  expect(JSON.stringify(reply)).not.toContain('secret');
  expect(reply).toMatchObject({ ok: false, failure: { code: 'internal' } });
  const id = !reply.ok && reply.failure.detail?.['id'];
  expect(error.mock.calls[0]?.[1]).toMatchObject({ id, call: 'instances.start' });
  expect(JSON.stringify(error.mock.calls)).toContain('secret detail');
});

test('a handler that throws at once is answered like one that rejects', async () => {
  const parts = createStandIns();
  const list = (): never => {
    throw new Error('at once');
  };
  const serve = createServe(createHandlers({ ...parts, fleet: { ...parts.fleet, list } }), quietLog);
  expect(await serve('host.snapshot', {}, local)).toMatchObject({ ok: false, failure: { code: 'internal' } });
});

test('a change made while a snapshot is read comes as a push after it', async () => {
  const parts = createStandIns();
  const { pushes } = parts;
  const changed = { type: 'instance.changed', instance: sampleInstance } as const;
  const recent = async () => {
    pushes.emit(changed);
    return [];
  };
  pushes.emit(changed);
  const call = callOf(
    createServe(createHandlers({ ...parts, jobs: { ...parts.jobs, recent } }), quietLog),
    local,
  );
  const heard: number[] = [];
  pushes.subscribe({ deliver: ({ seq }) => heard.push(seq), heldBytes: () => 0, cut: () => undefined });
  const { seq } = await call('host.snapshot', {});
  expect(seq).toBe(1);
  expect(heard).toEqual([2]);
});

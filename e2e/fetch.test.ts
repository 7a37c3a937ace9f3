import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ModelFetch, ModelHub } from '../electron/contract/model.ts';
import { openEnvironments } from '../electron/host/box/environments.ts';
import { openFetches } from '../electron/host/models/fetches.ts';
import { openModels } from '../electron/host/models/models.ts';
import type { Fetches, Models } from '../electron/host/ports.ts';
import { root } from './box.ts';
import { hubCommit, largeBytes, openHub, readHubFiles } from './fakes/hub.ts';
import type { FakeHub, HubFiles } from './fakes/hub.ts';

// The clients are the hubs' own, as they are shipped; only the hub is ours. Each test starts a Python or two.
const timeout = 120_000;
const hubs = ['modelscope', 'huggingface'] as const;
const fullId = 'demo/paraformer';
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
let files: HubFiles;
let python = '';
let hub: FakeHub;
let home = '';
let models: Models;
let fetches: Fetches;
let mirror: string | null = null;
let heard: ModelFetch[] = [];
let waiting: { want: (fetch: ModelFetch) => boolean; resolve: (fetch: ModelFetch) => void }[] = [];

beforeAll(async () => {
  python = await openEnvironments(root).make('hub', () => undefined);
  const asr = await readHubFiles(join(root, 'resources', 'demo-model', 'asr'));
  files = new Map([
    ...asr,
    ['example/asr_example.wav', Buffer.alloc(9)],
    ['fig/struct.png', Buffer.alloc(9)],
  ]);
}, 300_000);

beforeEach(async () => {
  hub = await openHub(
    new Map([
      [fullId, files],
      ['demo/poem', new Map([['README.md', Buffer.from('# A poem\n')]])],
    ]),
  );
  home = await mkdtemp(join(tmpdir(), 'paradeck-fetch-'));
  for (const name of ['MODELSCOPE_ENDPOINT', 'HF_ENDPOINT']) vi.stubEnv(name, hub.url);
  for (const name of ['MODELSCOPE_CACHE', 'HF_HOME']) vi.stubEnv(name, join(home, 'cache', name));
  // A proxy of the machine's is not asked for a hub on loopback.
  for (const name of ['NO_PROXY', 'no_proxy']) vi.stubEnv(name, '127.0.0.1');
  [heard, waiting] = [[], []];
  mirror = null;
  models = await openModels({ home, demoDir: join(home, 'none'), log, emit: () => undefined });
  fetches = open();
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await fetches.close();
  await hub.close();
  await rm(home, { recursive: true });
});

function open(silenceMs?: number): Fetches {
  return openFetches({
    ...{ home, models, log, clock: { now: () => Date.now() }, pythonDir: join(root, 'python') },
    makePython: async () => python,
    huggingFaceMirror: () => mirror,
    emit: (event) => {
      if (event.type !== 'fetch.changed') return;
      heard.push(event.fetch);
      for (const one of waiting) if (one.want(event.fetch)) one.resolve(event.fetch);
    },
    ...(silenceMs !== undefined && { silenceMs }),
  });
}

/** The first change from now on that the predicate takes. */
function until(want: (fetch: ModelFetch) => boolean): Promise<ModelFetch> {
  return new Promise((resolve) => waiting.push({ want, resolve }));
}

async function run(from: ModelHub, id = fullId): Promise<ModelFetch> {
  const ended = until((fetch) => fetch.endedAt !== null);
  fetches.begin(id, from);
  return ended;
}

/** The files that came, which must be the hub's byte for byte. */
async function readBrought(from: ModelHub): Promise<string[]> {
  const dir = join(home, 'models', from, ...fullId.split('/'));
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  for (const name of names) {
    const brought = await readFile(join(dir, name));
    expect([name, brought.equals(files.get(name) ?? Buffer.of())]).toEqual([name, true]);
  }
  return names.sort();
}

const wanted = [
  ...['am.mvn', 'config.yaml', 'configuration.json', 'model.onnx', 'model.pt', 'model_quant.onnx'],
  ...['paradeck.json', 'tokens.json', 'warmup.wav'],
];

it('comes from the mirror in the settings, whatever the environment says', { timeout }, async () => {
  vi.stubEnv('HF_ENDPOINT', 'http://127.0.0.1:9');
  mirror = hub.url;
  expect(await run('huggingface')).toMatchObject({ state: 'done' });
});

describe.each(hubs)('a model from %s', { timeout }, (from) => {
  it('comes whole, without the samples and pictures, is checked and known', async () => {
    const fetch = await run(from);
    expect(fetch).toMatchObject({ state: 'done', failure: null, id: `${from}/${fullId}` });
    expect(await readBrought(from)).toEqual(wanted);
    expect(fetch.doneBytes).toBe(fetch.totalBytes);
    expect(models.find(fetch.modelId ?? '')).toMatchObject({ role: 'asr', isUsable: true });
    const states = heard.map(({ state }) => state).filter((state, at, all) => state !== all[at - 1]);
    expect(states).toEqual(['preparing', 'downloading', 'checking', 'done']);
    const done = heard.map(({ doneBytes }) => doneBytes);
    expect(done).toEqual(done.toSorted((a, b) => a - b));
  });

  it('goes on where a cancelled fetch stopped, and is one fetch however often it is asked for', async () => {
    const afterBytes = 400_000;
    hub.break({ kind: 'hang', afterBytes });
    const small = [...files.values()].filter(({ length }) => length < largeBytes);
    const smallBytes = small.reduce((sum, { length }) => sum + length, 0);
    const began = until(({ doneBytes }) => doneBytes > smallBytes + afterBytes / 2);
    const first = fetches.begin(fullId, from);
    expect(fetches.begin(fullId, from).id).toBe(first.id);
    await began;
    expect(await fetches.cancel(first.id)).toMatchObject({ state: 'cancelled', failure: null });
    hub.break({ kind: 'none' });
    const before = hub.served.length;
    expect(await run(from)).toMatchObject({ state: 'done' });
    await readBrought(from);
    const again = hub.served.slice(before);
    expect(again.filter(({ fromByte }) => fromByte > 0)).toHaveLength(1);
    expect(again.map(({ path }) => path)).not.toContain('tokens.json');
    expect(fetches.list()).toHaveLength(1);
  });

  it('survives connections that are cut again and again', async () => {
    hub.break({ kind: 'cut', afterBytes: 2_500_000 });
    expect(await run(from)).toMatchObject({ state: 'done' });
    expect(await readBrought(from)).toEqual(wanted);
    expect(hub.served.some(({ fromByte }) => fromByte > 0)).toBe(true);
  });

  it('is refused with the reason, and asks for nothing of what it was not let in to', async () => {
    hub.break({ kind: 'refuse' });
    const { failure } = await run(from);
    expect(failure).toMatchObject({ code: 'fetch-refused', detail: { fullId, hub: from } });
    expect(failure?.message).toMatch(/403|restricted|gated/i);
    expect(hub.served).toEqual([]);
  });

  it('is not there', async () => {
    expect((await run(from, 'demo/unknown')).failure).toMatchObject({ code: 'fetch-not-found' });
  });

  it('is no speech model: nothing is downloaded', async () => {
    expect((await run(from, 'demo/poem')).failure).toMatchObject({ code: 'model-invalid' });
    expect(hub.served).toEqual([]);
  });

  it('is not what the hub announced: nothing damaged is left, and the next fetch mends it', async () => {
    hub.break({ kind: 'corrupt' });
    expect((await run(from)).failure).toMatchObject({ code: 'fetch-damaged' });
    expect(models.list().filter(({ isDemo }) => !isDemo)).toEqual([]);
    await readBrought(from);
    hub.break({ kind: 'none' });
    expect(await run(from)).toMatchObject({ state: 'done' });
    expect(await readBrought(from)).toEqual(wanted);
  });

  it('falls silent and is given up; the next fetch goes on', async () => {
    hub.break({ kind: 'hang', afterBytes: 400_000 });
    fetches = open(2_000);
    expect((await run(from)).failure).toMatchObject({ code: 'fetch-too-slow', detail: { fullId } });
    fetches = open();
    hub.break({ kind: 'none' });
    expect(await run(from)).toMatchObject({ state: 'done' });
  });

  it('cannot be reached', async () => {
    // Its own patience with a list, 7 s, is not what this is about.
    vi.stubEnv('MODELSCOPE_REPO_TREE_PAGE_MAX_ATTEMPTS', '1');
    vi.stubEnv(from === 'modelscope' ? 'MODELSCOPE_ENDPOINT' : 'HF_ENDPOINT', 'http://127.0.0.1:9');
    expect((await run(from)).failure).toMatchObject({ code: 'fetch-broken' });
  });

  it('comes through a proxy, where one is set', async () => {
    vi.stubEnv(from === 'modelscope' ? 'MODELSCOPE_ENDPOINT' : 'HF_ENDPOINT', 'http://models.invalid');
    for (const name of ['HTTP_PROXY', 'http_proxy']) vi.stubEnv(name, hub.url);
    expect(await run(from)).toMatchObject({ state: 'done' });
    expect(await readBrought(from)).toEqual(wanted);
  });

  it('is taken from the folder the user downloaded it to before', async () => {
    const cached = [...files].filter(([, { length }]) => length >= largeBytes);
    const [cache, dir] =
      from === 'modelscope'
        ? ['MODELSCOPE_CACHE', `models/${fullId.replace('/', '--')}/snapshots/master`]
        : ['HF_HOME', `hub/models--${fullId.replace('/', '--')}/snapshots/${hubCommit}`];
    for (const [name, content] of cached)
      await writeInto(join(home, 'cache', cache ?? '', dir ?? ''), name, content);
    expect(await run(from)).toMatchObject({ state: 'done' });
    expect(await readBrought(from)).toEqual(wanted);
    expect(hub.served.map(({ path }) => path)).not.toContain('model.onnx');
  });
});

async function writeInto(dir: string, name: string, content: Buffer): Promise<void> {
  await mkdir(dir, { recursive: true });
  await writeFile(join(dir, name), content);
}

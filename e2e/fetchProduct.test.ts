import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openBox, makeHome, root } from './box.ts';
import type { BoxOptions } from './box.ts';
import { charErrorRate } from './charError.ts';
import { openHub, readHubFiles } from './fakes/hub.ts';
import type { FakeHub } from './fakes/hub.ts';
import { readSamples } from './samples.ts';

const timeout = 180_000;
const fullId = 'demo/paraformer';
const node = ['--disable-warning=ExperimentalWarning', join(root, 'electron', 'prepare.ts'), 'start'];

let home = '';
let hub: FakeHub;
let options: BoxOptions & { readonly env: Record<string, string> };

beforeEach(async () => {
  home = await makeHome('get');
  hub = await openHub(new Map([[fullId, await readHubFiles(join(root, 'resources', 'demo-model', 'asr'))]]));
  const mirrors = {
    MODELSCOPE_ENDPOINT: hub.url,
    HF_ENDPOINT: hub.url,
    NO_PROXY: '127.0.0.1',
    no_proxy: '127.0.0.1',
  };
  const caches = { MODELSCOPE_CACHE: join(home, 'cache'), HF_HOME: join(home, 'cache') };
  options = { home, env: { ...mirrors, ...caches, PARADECK_HOME: home, LANG: 'en_US.UTF-8' } };
});

afterEach(async () => {
  await hub.close();
  await rm(home, { recursive: true, force: true });
});

const get = (...args: string[]) =>
  execa(process.execPath, [...node, 'models', 'get', ...args], { env: options.env, reject: false });

test('a fetched model is checked, listed, and recognises', { timeout }, async () => {
  const got = await get(fullId);
  expect(got.exitCode, got.stderr).toBe(0);
  expect(got.stdout).toMatch(/asr, demo, usable/);
  const id = /model-[0-9a-f]{12}/.exec(got.stdout)?.[0] ?? '';
  const box = await openBox(options);
  try {
    const { spec } = await box.call('instances.create', { name: 'fetched', modelId: id });
    await box.call('instances.start', { id: spec.id });
    const [sample] = readSamples();
    if (!sample) throw new Error('no samples');
    const job = await box.submit(sample.path, { kind: 'instance', instanceId: spec.id });
    expect((await box.ended(job.id)).state).toBe('done');
    const { text } = await box.call('transcripts.get', { id: job.id });
    expect(charErrorRate(sample.text, text)).toBeLessThanOrEqual(0.02);
  } finally {
    await box.close();
  }
});

test('Ctrl-C ends it with what came, and the same command goes on from there', { timeout }, async () => {
  hub.break({ kind: 'hang', afterBytes: 800_000 });
  const running = get(fullId, '--hub', 'huggingface');
  await vi.waitFor(async () => expect(await listPartial()).not.toEqual([]), { timeout, interval: 200 });
  running.kill('SIGINT');
  const cancelled = await running;
  expect([cancelled.exitCode, cancelled.stderr]).toEqual([130, expect.stringContaining('what came is kept')]);
  hub.break({ kind: 'none' });
  const got = await get(fullId, '--hub', 'huggingface');
  expect(got.exitCode, got.stderr).toBe(0);
  expect(hub.served.some(({ fromByte }) => fromByte > 0)).toBe(true);
});

/** Parts of files that some bytes have come of. */
async function listPartial(): Promise<string[]> {
  const dir = join(home, 'models', 'huggingface', ...fullId.split('/'));
  const names = (await readdir(dir).catch(() => [])).filter((name) => name.endsWith('.incomplete'));
  const sizes = await Promise.all(names.map(async (name) => (await readFile(join(dir, name))).length));
  return names.filter((_, at) => (sizes[at] ?? 0) > 100_000);
}

test('a refusal names its cause, the ways around it and the folder to copy into', { timeout }, async () => {
  hub.break({ kind: 'refuse' });
  const refused = await get(fullId);
  expect(refused.exitCode).toBe(1);
  expect(refused.stderr).toContain('fetch-refused');
  expect(refused.stderr).toContain(`paradeck models add ${join(home, 'models', 'modelscope', fullId)}`);
});

test.skipIf(process.platform !== 'linux')('no download outlives its host', { timeout }, async () => {
  hub.break({ kind: 'hang', afterBytes: 100_000 });
  const box = await openBox(options);
  const downloading = box.until(({ event }) => event.type === 'fetch.changed' && event.fetch.doneBytes > 0);
  await box.call('models.fetch', { fullId, hub: 'modelscope' });
  await downloading;
  expect(await listFetching()).toHaveLength(1);
  await box.kill();
  await vi.waitFor(async () => expect(await listFetching()).toEqual([]), { timeout, interval: 200 });
});

/** Processes that fetch into this home. */
async function listFetching(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes('paradeck_fetch') && line.includes(home));
}

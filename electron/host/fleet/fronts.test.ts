import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sample, type SampleFleet, openSampleFleet } from './sampleFleet.ts';

let sample: SampleFleet;
let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-pcm-'));
});
afterEach(async () => {
  await sample.close();
  await rm(dir, { recursive: true, force: true });
});

const never = new AbortController().signal;
const window = (path: string, state: string | null = null) => ({
  pcm: { path },
  fromSample: 0,
  toSample: 160_000,
  last: true,
  state,
});
const silence = window('/dev/zero');
const slice = { tokens: ['今', '天'], carry: null, last: true };

/** Asked while the only front still loads; it is ready once the file is there. */
async function askBeforeReady(
  ask: (fleet: SampleFleet['fleet']) => readonly Promise<unknown>[],
): Promise<void> {
  const loadUntil = join(dir, 'go on');
  const { fleet } = await openOnlyFronts({ loadUntil });
  const asked = Promise.all(ask(fleet));
  await writeFile(loadUntil, '');
  await asked;
}

async function openOnlyFronts(front: Sample['front'], ports: Sample['ports'] = {}): Promise<SampleFleet> {
  sample = await openSampleFleet({ workers: [], front: front ?? {}, ports });
  return sample;
}

describe('the fronts', () => {
  it('find speech and punctuate, also when asked before one is ready; they are no instances', async () => {
    const { fleet } = await openOnlyFronts({ loadS: 0.3 });
    const pcm = Buffer.alloc(320_000);
    for (let sample = 32_000; sample < 64_000; sample += 1) pcm.writeInt16LE(9_000, 2 * sample);
    await writeFile(join(dir, 'a.pcm'), pcm);
    const found = await fleet.frontPool.findSpeech(window(join(dir, 'a.pcm')), never);
    expect(found.segments).toEqual([{ fromMs: 2_000, toMs: 4_700 }]);
    expect((await fleet.frontPool.punctuate(slice, never)).punct).toEqual(['', '。']);
    expect([fleet.list(), fleet.recognisers.recognisers()]).toEqual([[], []]);
  });

  it('take windows of sound before slices of text', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await askBeforeReady((fleet) => [
      fleet.frontPool.punctuate(slice, never).then(note('text 1')),
      fleet.frontPool.punctuate(slice, never).then(note('text 2')),
      fleet.frontPool.findSpeech(silence, never).then(note('sound 1')),
      fleet.frontPool.findSpeech(silence, never).then(note('sound 2')),
    ]);
    expect(order).toEqual(['sound 1', 'sound 2', 'text 1', 'text 2']);
  });

  it('end the first job in order before they begin the next', async () => {
    const order: string[] = [];
    const note = (name: string) => () => order.push(name);
    await askBeforeReady((fleet) => [
      fleet.frontPool.findSpeech(silence, never, 2).then(note('sound of the second')),
      fleet.frontPool.punctuate(slice, never, 1).then(note('text of the first')),
      fleet.frontPool.findSpeech(silence, never, 1).then(note('sound of the first')),
    ]);
    expect(order).toEqual(['sound of the first', 'text of the first', 'sound of the second']);
  });

  it('answer a request whose front died from another process', async () => {
    const { fleet } = await openOnlyFronts({ crashAt: 1, once: join(dir, 'crashed') });
    expect((await fleet.frontPool.findSpeech(silence, never)).segments).toEqual([]);
  });

  it('refuse a request that killed two, and go on with the next', async () => {
    const { fleet } = await openOnlyFronts({ crashOnSample: 5 });
    const deadly = fleet.frontPool.findSpeech(silence, never);
    await expect(deadly).rejects.toMatchObject({ name: 'WorkerRefused', kind: 'gone' });
    const harmless = { ...silence, fromSample: 16_000 };
    expect((await fleet.frontPool.findSpeech(harmless, never)).segments).toEqual([]);
  });

  it('pass on what a front refuses', async () => {
    const { fleet } = await openOnlyFronts({ failKind: 'input' });
    await expect(fleet.frontPool.findSpeech(silence, never)).rejects.toMatchObject({ kind: 'input' });
  });

  it('let go of a request that is withdrawn', async () => {
    const { fleet } = await openOnlyFronts({ computeS: 0.5 });
    const first = fleet.frontPool.findSpeech(silence, never);
    const withdrawn = new AbortController();
    const waiting = fleet.frontPool.findSpeech(silence, withdrawn.signal);
    withdrawn.abort();
    await expect(waiting).rejects.toMatchObject({ kind: 'dropped' });
    await expect(fleet.frontPool.punctuate(slice, withdrawn.signal)).rejects.toMatchObject({
      kind: 'dropped',
    });
    expect((await first).segments).toEqual([]);
  });

  it('grow to half the cores while windows queue and an instance starves', async () => {
    sample = await openSampleFleet({ workers: [{}], front: { computeS: 1 }, ports: { cores: 6 } });
    const { fleet } = sample;
    const all = Promise.all(Array.from({ length: 24 }, () => fleet.frontPool.findSpeech(silence, never)));
    await sample.until('three fronts', () => fleet.fronts().ready === 3);
    expect((await all).length).toBe(24);
    expect(fleet.fronts().wanted).toBe(3);
  }, 60_000);

  it('say why there are none, and refuse what waits when the fleet closes', async () => {
    const { fleet } = await openOnlyFronts({ failLoad: 'no such detector' });
    const waiting = fleet.frontPool.findSpeech(silence, never);
    const refused = expect(waiting).rejects.toMatchObject({ kind: 'dropped' });
    await sample.until('the cause', () => fleet.fronts().failed?.message === 'no such detector');
    await fleet.close();
    await refused;
  });
});

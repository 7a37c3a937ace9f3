import { afterEach, describe, expect, it } from 'vitest';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Failed } from '../../core/failed.ts';
import { type SampleBox, openSampleBox } from './sampleBox.ts';

const [a, b] = ['GPU-aaaa', 'GPU-bbbb'];
const cards = [
  { index: 0, uuid: a },
  { index: 1, uuid: b },
];
const stranger = { uuid: a, pid: 1, name: 'train.py', mib: 20_480 };
let box: SampleBox;

afterEach(() => box.close());

const isReady = ({ phase }: { phase: string }): boolean => phase === 'ready';
const segments = [{ pcm: { path: '/dev/zero' }, fromSample: 0, toSample: 16_000 }];
const ask = (id: string, batch = 'a'): Promise<unknown> =>
  box.fleet.recognisers.recognise(id, { id: batch, segments, hotwords: [], audioS: 1 }).then(
    () => 'recognised',
    (refused: { kind: string }) => refused.kind,
  );
const marksOf = (id: string): string[] =>
  box.marks.filter(({ instanceId }) => instanceId === id).map(({ kind }) => kind);

describe('a start on a card', () => {
  it('that has too little is refused with who holds it; `anyway` starts it; the view tells its share', async () => {
    box = await openSampleBox({
      cards,
      processes: [stranger, { ...stranger, pid: 2, name: 'Xorg', mib: 3_000 }],
    });
    const id = await box.add(a, { mib: 500 });
    const refused = await box.fleet.start(id).catch((thrown: Failed) => thrown);
    expect(refused).toMatchObject({ code: 'gpu-memory-short', detail: { uuid: a, needMiB: 4_000 } });
    expect((refused as Failed).message).toContain('train.py (pid 1): 20480 MiB');
    expect(box.fleet.get(id).phase).toBe('stopped');
    expect(box.fleet.admission({ ...box.fleet.get(id).spec })).toMatchObject({ verdict: 'refused' });
    await box.fleet.start(id, true);
    await box.reach(id, 'ready', isReady);
    await box.gpus.look();
    const view = await box.reach(id, 'its share', ({ vram }) => vram !== null);
    expect(view).toMatchObject({ vram: { memoryMiB: 500, basis: 'measured' }, gpuUuid: a });
    expect(box.fleet.workersOn(a)).toMatchObject([{ instanceId: id, pid: view.pid }]);
    expect(marksOf(id)).toEqual(['started', 'ready']);
  }, 60_000);

  it('by itself waits where there is too little, and comes when there is enough', async () => {
    const home = await mkdtemp(join(tmpdir(), 'paradeck-fleet-'));
    try {
      box = await openSampleBox({ cards }, { home });
      const id = await box.add(a);
      await box.fleet.start(id);
      await box.reach(id, 'ready', isReady);
      await box.close();
      // The app ended while it ran; before its next start somebody took the card.
      box = await openSampleBox({ cards, processes: [{ ...stranger, mib: 23_000 }] }, { home });
      const blocked = await box.reach(id, 'blocked', ({ phase }) => phase === 'blocked');
      expect(blocked).toMatchObject({ restarts: 0, pid: null, cause: { class: 'gpu-memory' } });
      expect(blocked.cause?.message).toContain('train.py');
      await box.set({ cards });
      await box.reach(id, 'ready', isReady);
      expect(marksOf(id)).toEqual(['blocked', 'started', 'ready']);
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  }, 90_000);

  it('counts what instances beside it will still take: two started together do not see the same memory', async () => {
    box = await openSampleBox({ cards: [{ index: 0, uuid: a, totalMiB: 5_000 }] });
    const ids = [await box.add(a, { loadS: 600 }), await box.add(a, { loadS: 600 })];
    const ends = await Promise.all(
      ids.map((id) =>
        box.fleet.start(id).then(
          () => 'started',
          ({ code }: Failed) => code,
        ),
      ),
    );
    expect(ends).toEqual(['started', 'gpu-memory-short']);
    const admission = box.fleet.admission({ ...box.fleet.get(ids[1] ?? '').spec });
    expect(admission).toMatchObject({ verdict: 'refused', promisedMiB: 4_000 });
  }, 60_000);

  it('learns its need from what it came to hold, and keeps it', async () => {
    box = await openSampleBox({ cards });
    const id = await box.add(a, { mib: 6_400 }, { batchSizeS: 2 });
    await box.fleet.start(id);
    await box.reach(id, 'ready', isReady);
    expect(await ask(id)).toBe('recognised');
    await box.gpus.look();
    expect(box.fleet.admission(box.fleet.get(id).spec)).toMatchObject({ needBasis: 'guess' });
    expect(await ask(id)).toBe('recognised');
    // Whatever else changes is told, and with it the share.
    await box.set({ cards, processes: [{ ...stranger, mib: 100 }] });
    await box.until(
      'the need on the disk',
      () => box.fleet.admission(box.fleet.get(id).spec)?.needMiB === 6_400,
    );
    expect(box.fleet.admission(box.fleet.get(id).spec)).toMatchObject({
      needBasis: 'learned',
      verdict: 'fits',
    });
    await box.fleet.close();
    const { peaks } = JSON.parse(await readFile(join(box.home, 'needs.json'), 'utf8')) as { peaks: object };
    expect(peaks).toEqual({ 'NVIDIA L40S|key-asr|auto|2': 6_400 });
  }, 60_000);
});

describe('the right card', () => {
  it('stays the one it was given: reordered, added, taken away', async () => {
    box = await openSampleBox({ cards });
    const [one, other] = [await box.add(a), await box.add(b)];
    for (const id of [one, other]) await box.fleet.start(id);
    const pids = [];
    for (const id of [one, other]) pids.push((await box.reach(id, 'ready', isReady)).pid);
    const c = { index: 0, uuid: 'GPU-cccc' };
    await box.set({
      cards: [
        { index: 0, uuid: b },
        { index: 1, uuid: a },
      ],
    });
    await box.set({ cards: [c, { index: 1, uuid: b }, { index: 2, uuid: a }] });
    await box.set({ cards });
    expect([one, other].map((id) => box.fleet.get(id).pid)).toEqual(pids);
    expect([one, other].map((id) => box.fleet.get(id).gpuUuid)).toEqual([a, b]);
    expect(marksOf(one)).toEqual(['started', 'ready']);
    const launch = box.fleet.launch(one).env.find(({ name }) => name === 'CUDA_VISIBLE_DEVICES');
    expect(launch).toEqual({ name: 'CUDA_VISIBLE_DEVICES', value: a, source: 'pin' });
  }, 60_000);

  it.each([
    ['names another card', { gpuUuid: b }, b],
    ['fell back to the CPU in silence', { device: 'cpu', registry: '' }, 'the CPU'],
  ])(
    'a worker that %s is ended, in red, and not tried again',
    async (_, switches, found) => {
      box = await openSampleBox({ cards });
      const id = await box.add(a, switches);
      await box.fleet.start(id);
      const view = await box.reach(id, 'mispinned', ({ phase }) => phase === 'mispinned');
      expect(view).toMatchObject({ pid: null, restarts: 0, cause: { class: 'mispinned' } });
      expect(view.cause?.message).toContain(found);
      expect(marksOf(id)).toEqual(['started', 'mispinned']);
    },
    60_000,
  );

  it('a worker that nvidia-smi lists on another card is found at the next look; its batch is charged to nobody', async () => {
    box = await openSampleBox({ cards });
    const id = await box.add(a, { registry: '', gpuUuid: a, computeS: 600 });
    await box.fleet.start(id);
    const { pid } = await box.reach(id, 'ready', isReady);
    const end = ask(id);
    await box.set({ cards, processes: [{ uuid: b, pid: pid ?? 0, name: 'python', mib: 900 }] });
    const view = await box.reach(id, 'mispinned', ({ phase }) => phase === 'mispinned');
    expect(view.cause?.message).toContain(`lists process ${pid} on ${b}`);
    expect(await end).toBe('dropped');
  }, 60_000);
});

describe('a lost card', () => {
  it.each(['lost', 'reset'])(
    '(%s) blocks its instance alone, which comes back with it',
    async (state) => {
      // By this clock the next try of its own is 100 s away: it comes back because the card did.
      box = await openSampleBox({ cards }, { clockSpeed: 0.1 });
      const [one, other] = [await box.add(a, { computeS: 600 }), await box.add(b)];
      for (const id of [one, other]) await box.fleet.start(id);
      await box.reach(one, 'ready', isReady);
      const { pid } = await box.reach(other, 'ready', isReady);
      const end = ask(one);
      await box.set({
        cards: [
          { index: 0, uuid: a, state },
          { index: 1, uuid: b },
        ],
      });
      const blocked = await box.reach(one, 'blocked', ({ phase }) => phase === 'blocked');
      expect(blocked).toMatchObject({ pid: null, restarts: 0, cause: { class: 'gpu-lost' } });
      expect(await end).toBe('dropped');
      expect(box.fleet.get(other)).toMatchObject({ phase: 'ready', pid });
      await box.set({ cards });
      await box.reach(one, 'ready', isReady);
      expect(marksOf(one)).toEqual(['started', 'ready', 'blocked', 'started', 'ready']);
      expect(box.fleet.get(other)).toMatchObject({ phase: 'ready', pid, restarts: 0 });
    },
    90_000,
  );

  it('that kills its worker before anybody has looked costs no second process', async () => {
    box = await openSampleBox({ cards });
    const id = await box.add(a, { crashAt: 1 });
    await box.fleet.start(id);
    await box.reach(id, 'ready', isReady);
    await box.change({ cards: [{ index: 1, uuid: b }] });
    expect(await ask(id)).toBe('gone');
    const blocked = await box.reach(id, 'blocked', ({ phase }) => phase === 'blocked');
    expect(blocked.cause?.class).toBe('gpu-missing');
    expect((await box.fleet.log({ id, limit: 1 })).runs).toHaveLength(1);
    // Asked to start meanwhile it waits on.
    expect((await box.fleet.start(id)).phase).toBe('blocked');
    await box.fleet.stop(id);
    expect(box.fleet.get(id)).toMatchObject({ phase: 'stopped', cause: null });
  }, 60_000);
});

it('several workers that fail on one card blame the card, until the user starts one of them', async () => {
  box = await openSampleBox({ cards }, { clockSpeed: 4 });
  const poisoned = { exitAfterS: 0.1, exitCode: 70 };
  const ids = [await box.add(a, poisoned), await box.add(a, poisoned), await box.add(b)];
  for (const id of ids) await box.fleet.start(id);
  await box.until('the blame', () => box.fleet.isBlamed(a));
  expect(box.fleet.isBlamed(b)).toBe(false);
  const [one = ''] = ids;
  await box.fleet.stop(one);
  await box.fleet.start(one);
  expect(box.fleet.isBlamed(a)).toBe(false);
}, 60_000);

it('a start that waits for the first question at which nvidia-smi hangs can be stopped', async () => {
  box = await openSampleBox({ cards });
  const id = await box.add(a, {}, { autoStart: true });
  await box.change({ cards, fault: { hang: true, ignoreTerm: true } });
  const start = box.fleet.startAll();
  await box.until('its start', () => box.fleet.get(id).phase === 'starting');
  await box.fleet.stop(id);
  await start;
  expect(box.fleet.get(id)).toMatchObject({ phase: 'stopped', pid: null });
  expect(marksOf(id)).toEqual([]);
}, 60_000);

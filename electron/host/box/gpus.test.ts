import { afterEach, expect, test } from 'vitest';
import type { GpusView } from '../../contract/gpu.ts';
import { closeTrials, countCardQuestions, listUuids, openTrial, ours, two } from './gpuTrial.ts';

afterEach(closeTrials);

test('it opens before the first answer, and says nothing it does not know', async () => {
  const { gpus } = openTrial();
  expect(gpus.view()).toMatchObject({
    source: null,
    fault: null,
    sampledAt: null,
    isStale: false,
    cards: [],
  });
  const view = await gpus.look();
  expect(view).toMatchObject({ source: 'nvidia-smi', fault: null, sampledAt: 1_000_000, isStale: false });
  expect(view.cards.map(({ isBlamed }) => isBlamed)).toEqual([false, true]);
});

test('a stranger and a worker of ours', async () => {
  const { gpus, box } = openTrial();
  box.processes = [
    { uuid: 'GPU-aaaa', pid: 4242, mib: 300 },
    { uuid: 'GPU-bbbb', pid: 77, mib: 500 },
  ];
  const view = await gpus.look();
  expect(view.cards.map(({ ledger }) => ledger.parts[0])).toMatchObject([
    { kind: 'instance', instanceId: 'one', memoryMiB: 300 },
    { kind: 'stranger', pid: 77, name: 'python', memoryMiB: 500 },
  ]);
});

test('fields the driver does not know are left out, also from later questions', async () => {
  const { gpus, box } = openTrial();
  box.unknown = ['compute_cap', 'memory.reserved', 'pstate'];
  const view = await gpus.look();
  expect(view.fault).toBeNull();
  expect(view.cards[0]?.reading).toMatchObject({
    computeCapability: { unknown: 'not-asked' },
    pstate: { unknown: 'not-asked' },
    memoryTotalMiB: 24_576,
  });
  const before = countCardQuestions(box);
  await gpus.look();
  expect(countCardQuestions(box)).toBe(before + 1);
});

test('a slice counts for its card: its process, its worker, its place in the list', async () => {
  const { gpus, box } = openTrial([{ uuid: 'GPU-aaaa', mig: true }], {
    workersOn: (uuid) => (uuid === 'MIG-1' ? [ours] : []),
  });
  box.list = 'GPU 0: A100 (UUID: GPU-aaaa)\n  MIG 3g.40gb     Device  0: (UUID: MIG-1)\n';
  box.processes = [{ uuid: 'MIG-1', pid: 4242, mib: 300 }];
  const [card] = (await gpus.look()).cards;
  expect(card?.slices).toEqual([{ gpuUuid: 'GPU-aaaa', uuid: 'MIG-1', profile: '3g.40gb' }]);
  expect(card?.ledger.parts[0]).toMatchObject({ kind: 'instance', memoryMiB: 300, basis: 'measured' });
});

test('a lost card is told, its neighbour is well; found again it is told again', async () => {
  const { gpus, box, news } = openTrial();
  await gpus.look();
  box.cards = [{ uuid: 'GPU-aaaa', ill: '[GPU is lost]' }, { uuid: 'GPU-bbbb' }];
  expect((await gpus.look()).cards.map(({ reading }) => reading.health)).toEqual(['lost', 'good']);
  box.cards = [{ uuid: 'GPU-bbbb' }];
  await gpus.look();
  box.cards = [...two].reverse();
  expect(listUuids(await gpus.look())).toEqual(['GPU-bbbb', 'GPU-aaaa']);
  expect(news).toEqual(['card-lost GPU-aaaa', 'card-found GPU-aaaa']);
});

test('after two polls without an answer the last figures are stale, not gone, and no card is called lost', async () => {
  const { gpus, box, news } = openTrial();
  await gpus.look();
  box.fault = { exitCode: 9, stdout: "NVIDIA-SMI couldn't communicate with the NVIDIA driver.\n" };
  expect((await gpus.look()).isStale).toBe(false);
  const view = await gpus.look();
  expect(view).toMatchObject({ isStale: true, fault: { fault: 'driver-not-loaded' }, sampledAt: 1_000_000 });
  expect(listUuids(view)).toEqual(['GPU-aaaa', 'GPU-bbbb']);
  expect(news).toEqual([]);
});

test('processes that nobody can tell twice are let go; the cards stay', async () => {
  const { gpus, box } = openTrial();
  box.processes = [{ uuid: 'GPU-bbbb', pid: 77, mib: 500 }];
  await gpus.look();
  const strangers = (view: GpusView): number =>
    view.cards.flatMap(({ ledger }) => ledger.parts.filter(({ kind }) => kind === 'stranger')).length;
  box.faultOf = { '--query-compute-apps': { exitCode: 4, stdout: 'Insufficient Permissions\n' } };
  expect(strangers(await gpus.look())).toBe(1);
  const view = await gpus.look();
  expect(strangers(view)).toBe(0);
  expect(view).toMatchObject({ isStale: false, fault: null });
});

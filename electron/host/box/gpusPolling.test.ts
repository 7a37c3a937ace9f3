import { afterEach, expect, test } from 'vitest';
import { closeTrials, countCardQuestions, listUuids, openTrial, two } from './gpuTrial.ts';

afterEach(closeTrials);

test('without nvidia-smi there are no cards and it says so; once there is one it is found', async () => {
  const programs: (readonly [string])[] = [];
  const { gpus, pass } = openTrial(two, { programs: () => programs });
  await pass(0);
  const none = { source: null, isStale: false, sampledAt: null, cards: [] };
  expect(gpus.view()).toMatchObject({ ...none, fault: { fault: 'not-installed' } });
  await pass(600_000);
  expect(gpus.view()).toMatchObject(none);
  programs.push(['nvidia-smi']);
  await pass(60_000);
  expect(gpus.view()).toMatchObject({ source: 'nvidia-smi', fault: null });
});

test('a file that is no program is passed over for the next', async () => {
  const { gpus, box } = openTrial(two, { programs: () => [['text'], ['nvidia-smi']] });
  box.unstartable = ['text'];
  expect(await gpus.look()).toMatchObject({ source: 'nvidia-smi', fault: null });
  box.unstartable = ['text', 'nvidia-smi'];
  const words = 'spawn nvidia-smi EACCES';
  expect(await gpus.look()).toMatchObject({ source: null, fault: { fault: 'failed', words } });
});

test('a program that is gone is no source any longer', async () => {
  const { gpus, box } = openTrial();
  await gpus.look();
  box.fault = { exitCode: null, spawnError: 'spawn nvidia-smi ENOENT' };
  expect(await gpus.look()).toMatchObject({ source: null, fault: { fault: 'not-installed' } });
});

test('another program named is asked at once, with its own arguments, and nothing of the old one is left', async () => {
  const programs: (readonly [string, ...string[]])[] = [['nvidia-smi']];
  const { gpus, box, news } = openTrial(two, { programs: () => programs });
  await gpus.look();
  programs[0] = ['node', 'smi.js', 'box.json'];
  box.cards = [{ uuid: 'GPU-cccc' }];
  expect(listUuids(await gpus.changeProgram())).toEqual(['GPU-cccc']);
  expect(box.asked.at(-1)?.slice(0, 3)).toEqual(['node', 'smi.js', 'box.json']);
  expect(news).toEqual([]);
});

test('the seen are asked each 2 s, the hidden each 10 s; processes each 5 s and at every look', async () => {
  let isSeen = true;
  const { gpus, box, pass } = openTrial(two, { isSeen: () => isSeen });
  const count = async (ms: number): Promise<[cards: number, processes: number]> => {
    const [all, cards] = [box.asked.length, countCardQuestions(box)];
    await pass(ms);
    return [countCardQuestions(box) - cards, box.asked.length - all - (countCardQuestions(box) - cards)];
  };
  expect(await count(0)).toEqual([1, 1]);
  expect(await count(20_000)).toEqual([10, 3]);
  isSeen = false;
  await pass(2_000);
  expect(await count(60_000)).toEqual([6, 6]);
  const before = box.asked.length;
  await gpus.look();
  expect(box.asked.length - before).toBe(2);
});

test('a panel that comes to old figures gets new ones at once', async () => {
  const { gpus, box, pass } = openTrial(two, { isSeen: () => false });
  await pass(5_000);
  const before = countCardQuestions(box);
  gpus.noteSeen();
  gpus.noteSeen();
  await pass(0);
  expect(countCardQuestions(box)).toBe(before + 1);
});

test('looks that come while a question is out share the next one; never are two out', async () => {
  const { gpus, box, pass } = openTrial();
  await pass(0);
  const gate = Promise.withResolvers<void>();
  box.gate = gate.promise;
  const first = gpus.look();
  await pass(0);
  const before = countCardQuestions(box);
  box.cards = [{ uuid: 'GPU-cccc' }];
  const [second, third] = [gpus.look(), gpus.look()];
  expect(second).toBe(third);
  box.gate = null;
  gate.resolve();
  await first;
  expect(listUuids(await second)).toEqual(['GPU-cccc']);
  expect(countCardQuestions(box)).toBe(before + 1);
  expect(box.mostOutstanding).toBe(1);
});

test('a program killed in vain is waited for: no other is started beside it, and the figures go stale', async () => {
  const { gpus, box, pass } = openTrial();
  await gpus.look();
  const { promise: left, resolve: leave } = Promise.withResolvers<void>();
  box.fault = { exitCode: null, isTimedOut: true, left };
  await gpus.look();
  const before = box.asked.length;
  box.fault = null;
  const look = gpus.look();
  await pass(250);
  expect(await look).toMatchObject({ isStale: true, fault: { fault: 'timed-out' } });
  expect(box.asked.length).toBe(before);
  leave();
  expect(await gpus.look()).toMatchObject({ isStale: false, fault: null });
});

test('it tells of what is shown and changed, not of a moment that passed', async () => {
  const { gpus, box, pass } = openTrial();
  let told = 0;
  gpus.onChange(() => (told += 1));
  await pass(0);
  expect(told).toBe(1);
  await pass(10_000);
  expect(told).toBe(1);
  box.cards = [{ uuid: 'GPU-aaaa', usedMiB: 700 }];
  await pass(2_000);
  expect(told).toBe(2);
});

test('closed while a question is out it settles at once and asks no more', async () => {
  const { gpus, box, pass } = openTrial();
  box.gate = new Promise(() => undefined);
  await pass(0);
  await gpus.close();
  const before = box.asked.length;
  await pass(120_000);
  expect(box.asked.length).toBe(before);
});

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { InstanceSpec, Phase } from '../../contract/instance.ts';
import { pushEvent } from '../../contract/push.ts';
import type { PushEvent } from '../../contract/push.ts';
import { noCards, sampleInstance } from '../doors/standIns.ts';
import { openGpuPushes } from './gpuPushes.ts';
import { closeTrials, openTrial } from './gpuTrial.ts';
import { watchPhases } from './watchPhases.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(closeTrials);

test('panels are told at once, then at most once a second, and the newest in the end', async () => {
  const { gpus, box, pass } = openTrial();
  const events: PushEvent[] = [];
  const clock = { now: () => Date.now() };
  const pushes = openGpuPushes({ gpus, clock, emit: (event) => events.push(pushEvent.parse(event)) });
  await pass(0);
  expect(events).toHaveLength(1);
  for (const usedMiB of [700, 800, 900]) {
    box.cards = [{ uuid: 'GPU-aaaa', usedMiB }];
    await gpus.look();
    await pass(100);
  }
  expect(events).toHaveLength(1);
  await pass(700);
  expect(events).toHaveLength(2);
  expect(events.at(-1)).toMatchObject({
    type: 'gpus.changed',
    gpus: { cards: [{ ledger: { usedMiB: 900 } }] },
  });
  box.cards = [];
  await gpus.look();
  await pushes.close();
  await pass(10_000);
  expect(events).toHaveLength(2);
});

test('a worker that comes, gets ready or goes on a card is a reason to look; a batch, or the CPU, is none', () => {
  let looks = 0;
  const tell = watchPhases({
    look: async () => {
      looks += 1;
      return noCards;
    },
  });
  const onCard: InstanceSpec = { ...sampleInstance.spec, device: { kind: 'gpu', uuid: 'GPU-aaaa' } };
  const change = (phase: Phase, pid: number | null, spec = onCard): number => {
    const before = looks;
    tell({ type: 'instance.changed', instance: { ...sampleInstance, spec, phase, pid } });
    return looks - before;
  };
  const steps = [
    change('stopped', null),
    change('starting', 1),
    change('loading', 1),
    change('ready', 1),
    change('busy', 1),
    change('ready', 1),
    change('backoff', null),
    change('ready', 2, { ...sampleInstance.spec, id: 'i-cpu' }),
  ];
  expect(steps).toEqual([0, 1, 1, 1, 0, 0, 1, 0]);
});

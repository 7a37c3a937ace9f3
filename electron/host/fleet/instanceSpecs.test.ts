import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { planSimulatedCards } from '../../core/gpu/simulatedBox.ts';
import { openInstanceSpecs } from './instanceSpecs.ts';
import { sampleModels } from './sampleFleet.ts';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-specs-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const cards = planSimulatedCards({ count: 2, sizeGiB: 24 }).map(({ uuid }) => ({
  ...{ kind: 'gpu' as const, uuid },
}));
const [first, second] = cards;

async function open(devices: typeof cards) {
  const specs = await openInstanceSpecs({ home, models: sampleModels(), log, simulation: { devices } });
  return { specs, seats: specs.list().map(({ name, device }) => [name, device]) };
}

test('a simulated box has an instance a card from its first start, and keeps what became of them', async () => {
  const { specs, seats } = await open(cards);
  const both = [
    ['Paraformer 1', first],
    ['Paraformer 2', second],
  ];
  expect(seats).toEqual(both);
  expect((await open(cards)).seats).toEqual(both);
  await specs.remove(specs.list()[0]?.id ?? '');
  expect((await open(cards)).seats).toEqual([both[1]]);
});

test('the instances of a home that was there before stay beside those on the cards', async () => {
  await open([]);
  expect((await open(cards.slice(0, 1))).seats).toEqual([
    ['Paraformer 1', { kind: 'cpu' }],
    ['Paraformer 2', { kind: 'cpu' }],
    ['Paraformer 3', first],
    ['Paraformer 4', first],
  ]);
});

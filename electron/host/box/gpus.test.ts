import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { GpusView } from '../../contract/gpu.ts';
import { allowMs } from '../patience.ts';
import { openGpus } from './gpus.ts';
import type { OpenedGpus } from './gpus.ts';
import type { GpuCommand } from './gpuPrograms.ts';
import { runProbe } from './runProbe.ts';

const fake = fileURLToPath(new URL('../../../e2e/fakes/nvidia-smi.py', import.meta.url));
const cards = [
  { index: 0, uuid: 'GPU-aaaa', name: 'NVIDIA L40S', totalMiB: 24_576, baseMiB: 600 },
  { index: 1, uuid: 'GPU-bbbb', name: 'NVIDIA L40S', totalMiB: 24_576, baseMiB: 600 },
];

let dir: string;
let scenario: string;
const open: OpenedGpus[] = [];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-gpus-'));
  scenario = join(dir, 'scenario.json');
  process.env['PARADECK_FAKE_GPU'] = scenario;
});
afterEach(async () => {
  for (const gpus of open.splice(0)) await gpus.close();
  await rm(dir, { recursive: true, force: true });
});

async function watch(setting: object, programs = [fake]): Promise<OpenedGpus> {
  await writeFile(scenario, JSON.stringify(setting));
  const gpus = openGpus({
    programs: () => programs.map((program): GpuCommand => [program]),
    isSimulated: false,
    clock: { now: () => Date.now() },
    workersOn: (uuid) => (uuid === 'GPU-aaaa' ? [{ instanceId: 'one', pid: 4242, reservedMiB: null }] : []),
    isBlamed: () => false,
    isSeen: () => true,
    onNews: () => undefined,
    run: runProbe,
  });
  open.push(gpus);
  await gpus.look();
  return gpus;
}

const names = (view: GpusView): unknown[] => view.cards.map((card) => card.reading.uuid);

test('two cards, a stranger and a worker of ours', async () => {
  const processes = [
    { uuid: 'GPU-aaaa', pid: 4242, name: 'python', mib: 3000 },
    { uuid: 'GPU-bbbb', pid: 77, name: 'train, v2', mib: 20_000 },
  ];
  const view = (await watch({ cards, processes })).view();
  expect(view).toMatchObject({ source: fake, fault: null, isStale: false });
  expect(view.cards[0]?.ledger.parts[0]).toMatchObject({
    kind: 'instance',
    instanceId: 'one',
    memoryMiB: 3000,
  });
  expect(view.cards[1]?.ledger.parts[0]).toMatchObject({
    kind: 'stranger',
    pid: 77,
    name: 'train, v2',
    memoryMiB: 20_000,
  });
});

test('a field the driver does not know is left out and the rest is read', async () => {
  const view = (await watch({ cards, unknownFields: ['compute_cap', 'memory.reserved'] })).view();
  expect(view.fault).toBeNull();
  expect(view.cards[0]?.reading).toMatchObject({
    computeCapability: { unknown: 'not-asked' },
    memoryTotalMiB: 24_576,
  });
});

test('a lost card is ill, its neighbour well; found again it is well', async () => {
  const gpus = await watch({ cards: [{ ...cards[0], state: 'lost' }, cards[1]] });
  expect(gpus.view().cards.map((card) => card.reading.health)).toEqual(['lost', 'good']);
  await writeFile(scenario, JSON.stringify({ cards }));
  expect((await gpus.look()).cards.map((card) => card.reading.health)).toEqual(['good', 'good']);
});

test('cards that change their order keep their names', async () => {
  const gpus = await watch({ cards });
  const [first, second] = cards;
  await writeFile(
    scenario,
    JSON.stringify({
      cards: [
        { ...second, index: 0 },
        { ...first, index: 1 },
      ],
    }),
  );
  expect(names(await gpus.look())).toEqual(['GPU-bbbb', 'GPU-aaaa']);
});

test('after two polls without an answer the last figures are stale, not gone', async () => {
  const gpus = await watch({ cards });
  const stdout = "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.\n";
  await writeFile(scenario, JSON.stringify({ fault: { stdout, exit: 9 } }));
  expect((await gpus.look()).isStale).toBe(false);
  const view = await gpus.look();
  expect(view).toMatchObject({ isStale: true, fault: { fault: 'driver-not-loaded' } });
  expect(names(view)).toEqual(['GPU-aaaa', 'GPU-bbbb']);
});

test('without nvidia-smi there are no cards and it says so', async () => {
  const view = (await watch({}, [join(dir, 'nowhere')])).view();
  expect(view).toMatchObject({ source: null, fault: { fault: 'not-installed' }, cards: [] });
});

test('a hung program that ignores TERM and whose child holds the pipes settles in time, and its group is gone', async () => {
  await writeFile(
    scenario,
    JSON.stringify({ fault: { hang: true, ignoreTerm: true, holdPipe: true, stdout: 'begun\n' } }),
  );
  const startedAt = performance.now();
  const run = await runProbe([fake, '-L'], { timeoutMs: 5_000 });
  expect(run).toMatchObject({ isTimedOut: true, stdout: 'begun\n' });
  expect(performance.now() - startedAt).toBeLessThan(5_000 + allowMs(250));
});

test('at most one question is outstanding', async () => {
  const gpus = await watch({ cards });
  const [first, second] = [gpus.look(), gpus.look()];
  expect(first).toBe(second);
  await first;
});

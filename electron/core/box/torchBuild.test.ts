import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { carriesCode, neededDriver } from './cudaSupport.ts';
import { planTorchBuild } from './torchBuild.ts';
import type { TorchBox } from './torchBuild.ts';
import { listTorchBuilds, parseTorchVersion, planLock } from './torchBuilds.ts';

const linux: TorchBox = {
  ...{ system: { platform: 'linux', arch: 'x64' }, cards: [], isSimulated: false, driver: null },
  ...{ hasDevice: false, torchIndex: null, version: '2.13.0' },
};

const withCards = (driver: string | null, ...capabilities: (number | null)[]): Partial<TorchBox> => ({
  driver,
  hasDevice: true,
  cards: capabilities.map((capability, at) => ({ name: `card ${at}`, capability })),
});
const windows = { system: { platform: 'win32', arch: 'x64' } };
const arm = { system: { platform: 'linux', arch: 'arm64' } };

it.each<[string, Partial<TorchBox>, string | null, string[]]>([
  ['an RTX 4090 with driver 580', withCards('580.95.05', 8.9), 'default', ['newest-fits']],
  ['an RTX 5090 with driver 590', withCards('590.48.01', 12), 'default', ['newest-fits']],
  ['a Turing card at the limit', withCards('580.65.06', 7.5), 'default', ['newest-fits']],
  ['a card later than any code', withCards('610.57.04', 13), 'default', ['newest-fits']],
  ['an L40S with driver 535', withCards('535.54.03', 8.9), 'cu126', ['driver-older']],
  ['driver 579', withCards('579.99', 9), 'cu126', ['driver-older']],
  ['a V100', withCards('580.95.05', 7), 'cu126', ['card-older']],
  ['a GTX 1080 with an old driver', withCards('550.54', 6.1), 'cu126', ['card-older']],
  ['a V100 beside an L40S', withCards('595.80', 7, 8.9), 'cu126', ['card-older']],
  ['a V100 beside an RTX 5090', withCards('595.80', 7, 12), 'default', ['newest-fits', 'card-left-out']],
  ['an RTX 5090 with driver 570', withCards('570.86', 12), 'default', ['newest-fits', 'driver-too-old']],
  ['driver 470', withCards('470.82', 8.6), 'default', ['newest-fits', 'driver-too-old']],
  ['a V100 with driver 470', withCards('470.82', 7), 'cu126', ['card-older', 'driver-too-old']],
  ['a K80', withCards('470.82', 3.7), 'cpu', ['cards-too-old']],
  ['a driver that does not say', withCards(null, 8.9), 'default', ['newest-fits', 'driver-unknown']],
  [
    'a card that does not say',
    withCards('580.95.05', null),
    'default',
    ['newest-fits', 'capability-unknown'],
  ],
  ['no card', {}, 'cpu', ['no-card']],
  ['a bus that cannot be seen', { hasDevice: null }, 'cpu', ['no-card']],
  ['a card without a driver', { hasDevice: true }, 'cpu', ['no-card', 'driver-silent']],
  [
    'a driver that hangs',
    { hasDevice: true, driver: '535.54.03' },
    'cu126',
    ['driver-older', 'capability-unknown'],
  ],
  ['a simulated card', { ...withCards('580.95.05', 8.9), isSimulated: true }, 'cpu', ['cards-simulated']],
  [
    'pip\u2019s own index, whatever the cards',
    { ...withCards('535.54.03', 7), torchIndex: 'pypi' },
    'default',
    ['own-index'],
  ],
  ['Windows with an RTX 4090', { ...withCards('591.86', 8.9), ...windows }, 'cu130', ['newest-fits']],
  ['Windows with driver 566', { ...withCards('566.36', 8.9), ...windows }, 'cu126', ['driver-older']],
  [
    'Windows with driver 527, too old for CUDA 12 there',
    { ...withCards('527.41', 7), ...windows },
    'cu126',
    ['card-older', 'driver-too-old'],
  ],
  ['Windows without a card', windows, 'default', ['no-card']],
  ['a DGX Spark', { ...withCards('580.95.05', 12.1), ...arm }, 'cu130', ['newest-fits']],
  ['an ARM server without a card', arm, 'cpu', ['no-card']],
  ['a Mac', { system: { platform: 'darwin', arch: 'arm64' } }, 'default', ['mac']],
  ['an old Mac', { system: { platform: 'darwin', arch: 'x64' } }, null, ['no-build']],
  ['a POWER machine', { system: { platform: 'linux', arch: 'ppc64' } }, null, ['no-build']],
])('%s', (_name, over, build, codes) => {
  const plan = planTorchBuild({ ...linux, ...over });
  expect(plan.build).toBe(build);
  expect(plan.reasons.map(({ code }) => code)).toEqual(codes);
});

it('names the version, the place and the CUDA release of the build', () => {
  expect(planTorchBuild({ ...linux, ...withCards('535.54.03', 8.9) })).toMatchObject({
    requirement: 'torch==2.13.0+cu126',
    index: 'https://download.pytorch.org/whl/cu126',
    cuda: '12.6',
  });
  expect(planTorchBuild({ ...linux, ...withCards('580.95.05', 8.9) })).toMatchObject({
    ...{ requirement: 'torch==2.13.0', index: null, cuda: '13.0' },
  });
});

it.each([
  'https://mirror.example/pytorch-wheels',
  'https://mirror.example/pytorch-wheels/',
  'https://mirror.example/pytorch-wheels/cu121',
  'https://mirror.example/pytorch-wheels/cpu/',
])('takes a mirror given as %s', (torchIndex) => {
  const index = 'https://mirror.example/pytorch-wheels/cpu';
  expect(planTorchBuild({ ...linux, torchIndex })).toMatchObject({ build: 'cpu', index });
});

it('words cards by name and compute capability, each kind once', () => {
  const cards = Array.from({ length: 8 }, () => ({ name: 'Tesla V100', capability: 7 }));
  const [why] = planTorchBuild({ ...linux, driver: '580.95.05', cards }).reasons;
  expect(why?.detail).toEqual({ cards: 'Tesla V100 (7.0)', cuda: '12.6', newest: '13.0' });
});

const systems = ['linux x64', 'linux arm64', 'win32 x64', 'darwin arm64', 'darwin x64', 'freebsd x64'];
const boxes: fc.Arbitrary<TorchBox> = fc.record({
  system: fc.constantFrom(...systems).map((name) => {
    const [platform = '', arch = ''] = name.split(' ');
    return { platform, arch };
  }),
  cards: fc.array(
    fc.record({
      name: fc.constantFrom('a', 'b'),
      capability: fc.constantFrom(null, 3.5, 5.2, 6.1, 7, 7.5, 8, 8.6, 8.9, 9, 10, 11, 12, 12.1),
    }),
    { maxLength: 8 },
  ),
  isSimulated: fc.boolean(),
  driver: fc.constantFrom(null, '390.157', '470.82', '525.60', '535.54', '579.9', '580.65', '610.57', 'odd'),
  hasDevice: fc.constantFrom(null, true, false),
  torchIndex: fc.constant(null),
  version: fc.constant('2.13.0'),
});

describe('whatever the box', () => {
  const numbered = boxes.filter(({ driver }) => driver !== 'odd');

  it('explains itself first and is total', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const { build, requirement, reasons } = planTorchBuild(box);
        expect(reasons.length).toBeGreaterThan(0);
        expect(build === null).toBe(listTorchBuilds(box.system) === null);
        expect(requirement === null).toBe(build === null);
      }),
      { numRuns: 2_000 },
    );
  });

  it('chooses a build without a doubt exactly where one runs on the driver and all cards', () => {
    const fits = (box: TorchBox, cuda: string, archs: readonly string[]): boolean =>
      Number.parseInt(box.driver ?? '999', 10) >= (neededDriver(cuda, box.system.platform) ?? 0) &&
      box.cards.every(({ capability }) => capability === null || carriesCode(archs, capability));
    fc.assert(
      fc.property(numbered, (box) => {
        const builds = listTorchBuilds(box.system)?.cuda ?? [];
        fc.pre(!box.isSimulated && box.cards.length > 0 && builds.length > 0);
        const { build, reasons } = planTorchBuild(box);
        const first = builds.find(({ cuda, archs }) => fits(box, cuda ?? '', archs));
        const doubts = reasons.filter(({ code }) =>
          ['driver-too-old', 'card-left-out', 'cards-too-old'].includes(code),
        );
        if (first === undefined) expect(doubts).not.toEqual([]);
        else expect([build, doubts]).toEqual([first.id, []]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('never leaves out a card that another build would carry more of', () => {
    fc.assert(
      fc.property(numbered, (box) => {
        const builds = listTorchBuilds(box.system)?.cuda ?? [];
        fc.pre(!box.isSimulated && box.cards.length > 0 && builds.length > 0);
        const carried = (archs: readonly string[]): number =>
          box.cards.filter(({ capability }) => capability === null || carriesCode(archs, capability)).length;
        const { build } = planTorchBuild(box);
        const chosen = builds.find(({ id }) => id === build);
        const most = Math.max(...builds.map(({ archs }) => carried(archs)));
        expect(chosen === undefined ? 0 : carried(chosen.archs)).toBe(most);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the lock', () => {
  const lock = readFileSync(new URL('../../../python/requirements/funasr.txt', import.meta.url), 'utf8');

  it('pins a torch that is still built for CUDA 12.6', () => {
    // PyTorch 2.14 is the last: from 2.15 on that build needs a pin of its own.
    expect(Number(parseTorchVersion(lock)?.split('.')[1])).toBeLessThanOrEqual(14);
  });

  it('takes another build in place of its own, and changes nothing else', () => {
    const changed = planLock(lock, 'torch @ https://a/$&.whl');
    expect(changed.split('\n')).toHaveLength(lock.split('\n').length);
    expect(changed).toContain('\ntorch @ https://a/$&.whl\n');
    expect(planLock(lock, `torch==${parseTorchVersion(lock)}`)).toBe(lock);
    expect(planLock('numpy==1\n', 'torch==1')).toBe('numpy==1\n');
  });
});

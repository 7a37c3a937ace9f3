import { expect, it } from 'vitest';
import type { GpuFault } from '../../contract/gpu.ts';
import { foldFindings } from './prechecks.ts';
import type { BoxFacts, CheckedInstance, PlatformFacts } from './prechecksFacts.ts';
import { healthyBox, noCards, sampleCard, sampleGpus, sampleInstance, sampleModel } from './sampleFacts.ts';

const fold = (facts: Partial<BoxFacts>) =>
  foldFindings({ ...healthyBox, ...facts }).filter(
    ({ group, verdict }) => (group === 'cards' || group === 'containers') && verdict !== 'good',
  );
/** Without what is said wherever CUDA was not tried. */
const verdicts = (facts: Partial<BoxFacts>) =>
  fold(facts)
    .filter(({ code }) => !code.startsWith('cuda-no-'))
    .map(({ code, verdict, command }) => `${code} ${verdict}${command === null ? '' : ` $ ${command}`}`);

const at = (over: Partial<PlatformFacts>): PlatformFacts => ({ ...healthyBox.platform, ...over });
const faulty = (fault: GpuFault['fault'], words = '') => ({
  ...noCards,
  source: '/usr/bin/nvidia-smi',
  fault: { fault, words },
});
const present = { hasDevice: true, loadedVersion: null, hasNodes: false };
const loaded = { hasDevice: true, loadedVersion: '535.54.03', hasNodes: true };

it.each<[string, Partial<BoxFacts>, string[]]>([
  ['no card', {}, []],
  [
    'a card without a driver',
    { driver: present },
    ['gpu-driver-missing warning $ sudo apt-get install -y nvidia-driver'],
  ],
  [
    'a card without a driver on Ubuntu, with an instance that wants it',
    { driver: present, platform: at({ distribution: 'ubuntu' }), instances: [sampleInstance()] },
    ['gpu-driver-missing bad $ sudo ubuntu-drivers install'],
  ],
  ['an instance on a card of a box with none', { instances: [sampleInstance()] }, ['gpu-wanted bad']],
  [
    'a driver without nvidia-smi',
    { driver: loaded },
    ['gpu-smi-missing warning $ sudo apt-get install -y nvidia-driver'],
  ],
  [
    'a container that was given no card',
    { driver: { ...loaded, hasNodes: false }, platform: at({ where: 'container' }) },
    ['gpu-hidden warning'],
  ],
  [
    'a container with cards and no nvidia-smi',
    { driver: loaded, platform: at({ where: 'container' }) },
    ['gpu-smi-missing warning'],
  ],
  [
    'a driver that is not loaded',
    { gpus: faulty('driver-not-loaded', 'NVIDIA-SMI has failed') },
    ['gpu-not-loaded warning $ sudo modprobe nvidia'],
  ],
  [
    'WSL2 without a driver in Windows',
    { gpus: faulty('driver-not-loaded'), platform: at({ where: 'wsl' }) },
    ['gpu-not-loaded warning $ wsl.exe --shutdown'],
  ],
  [
    'a driver updated under a running kernel',
    { gpus: faulty('version-mismatch', 'Driver/library version mismatch'), driver: loaded },
    ['gpu-mismatch warning $ sudo reboot'],
  ],
  ['no devices', { gpus: faulty('no-devices') }, ['gpu-no-devices warning $ sudo dmesg | grep -i nvrm']],
  [
    'a container that lost its cards',
    { gpus: faulty('nvml-failed', 'Unknown Error'), platform: at({ where: 'container' }) },
    ['gpu-nvml-failed warning'],
  ],
  ['a hung nvidia-smi', { gpus: faulty('timed-out') }, ['gpu-smi-hung warning $ sudo reboot']],
  [
    'an old driver',
    { gpus: sampleGpus(sampleCard(0, { driverVersion: '525.147.05' })), instances: [sampleInstance()] },
    ['gpu-driver-old bad $ sudo apt-get install -y nvidia-driver'],
  ],
  ['535', { gpus: sampleGpus(sampleCard(0, { driverVersion: '535.54.03' })) }, []],
  [
    'a driver of unknown age',
    { gpus: sampleGpus(sampleCard(0, { driverVersion: { unknown: 'error' } })) },
    ['gpu-driver-unknown unknown'],
  ],
  ['a lost card', { gpus: sampleGpus(sampleCard(0, { health: 'lost' })) }, ['gpu-card-lost bad']],
  [
    'a card most workers failed on',
    { gpus: sampleGpus({ ...sampleCard(0), isBlamed: true }) },
    ['gpu-card-blamed warning $ sudo dmesg | grep -i xid'],
  ],
  [
    'a card to be reset',
    { gpus: sampleGpus(sampleCard(0, { health: 'needs-reset' })) },
    ['gpu-card-needs-reset bad $ sudo nvidia-smi --gpu-reset -i GPU-0'],
  ],
  ['made-up cards', { gpus: { ...sampleGpus(sampleCard(0)), isSimulated: true } }, ['gpu-simulated unknown']],
  [
    'an instance whose card is gone',
    { gpus: sampleGpus(sampleCard(1)), instances: [sampleInstance()] },
    ['instance-card-missing bad'],
  ],
  [
    'bf16 on a card of 2016',
    {
      gpus: sampleGpus(sampleCard(0, { computeCapability: 6.1 })),
      instances: [sampleInstance({ precision: 'bf16', name: '三号 a' })],
    },
    ["precision-unsupported bad $ npm --prefix /app start -- instances edit '三号 a' --precision auto"],
  ],
])('judges %s', (_, facts, expected) => {
  expect(verdicts(facts)).toEqual(expected);
});

it('explains CUDA out of memory by who shares the card, and isolates where another has room', () => {
  const card = sampleCard(0, {}, 500);
  const parts = [
    { kind: 'instance', instanceId: 'i-2', pid: 5, memoryMiB: 5_120, basis: 'measured' },
    { kind: 'stranger', pid: 77, name: 'train.py', memoryMiB: 15_360, basis: 'measured' },
  ] as const;
  const full = { ...card, ledger: { ...card.ledger, parts: [...parts] } };
  const cause: CheckedInstance['cause'] = {
    class: 'oom',
    message: 'CUDA out of memory',
    exitCode: 1,
    signal: null,
    lines: [],
  };
  const instances = [
    { ...sampleInstance({ name: 'ASR-2' }), cause },
    sampleInstance({ id: 'i-2', name: 'ASR-1', device: { kind: 'cpu' } }),
  ];
  const [found] = fold({ gpus: sampleGpus(full, sampleCard(1)), instances }).filter(({ code }) =>
    code.startsWith('shared'),
  );
  expect(found).toMatchObject({ code: 'shared-card-oom', verdict: 'bad' });
  expect(found?.command).toBe('npm --prefix /app start -- instances edit ASR-2 --device gpu:GPU-1');
  expect(found?.message).toContain('ASR-1 5 GiB, train.py (pid 77) 15 GiB');
  const [alone] = fold({ gpus: sampleGpus(full), instances }).filter(({ code }) => code.startsWith('shared'));
  expect(alone?.command).toBe('npm --prefix /app start -- instances edit ASR-2 --batch-size-s 150');
});

it('warns before two instances that need more than their card has', () => {
  const instances = ['a', 'b', 'c'].map((name) => sampleInstance({ id: name, name }));
  const small = sampleGpus(sampleCard(0, { memoryTotalMiB: 12_288 }, 12_000));
  expect(verdicts({ gpus: small, instances })).toEqual([
    'shared-card-tight warning $ npm --prefix /app start -- instances edit c --batch-size-s 150',
  ]);
  expect(
    verdicts({
      gpus: small,
      instances: instances.slice(1),
      models: ['asr', 'vad', 'punc'].map((role) => sampleModel(role as 'asr')),
    }),
  ).toEqual([]);
});

const docker = { name: 'Docker', version: '27.1', givesCards: false, words: '' } as const;
const withCard = { gpus: sampleGpus(sampleCard(0)) };
it.each<[string, Partial<BoxFacts>, string[]]>([
  ['Docker where there is no card', { containers: [docker] }, []],
  [
    'Docker without the toolkit',
    { ...withCard, containers: [docker] },
    [
      'container-no-toolkit warning $ sudo apt-get install -y nvidia-container-toolkit && sudo nvidia-ctk runtime configure --runtime=docker && sudo systemctl restart docker',
    ],
  ],
  [
    'Podman not told of the toolkit',
    { ...withCard, containers: [{ ...docker, name: 'Podman' }], hasToolkit: true },
    ['container-not-configured warning $ sudo nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml'],
  ],
  [
    'a Docker that does not answer',
    { ...withCard, containers: [{ ...docker, givesCards: null, words: 'permission denied' }] },
    ['container-silent unknown $ sudo systemctl start docker'],
  ],
  ['Docker with the cards', { ...withCard, containers: [{ ...docker, givesCards: true }] }, []],
])('judges %s', (_, facts, expected) => {
  expect(verdicts(facts)).toEqual(expected);
});

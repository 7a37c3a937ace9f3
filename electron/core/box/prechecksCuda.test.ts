import { describe, expect, it } from 'vitest';
import { parseCudaAnswer, planCudaAsks } from './cudaAsks.ts';
import { foldFindings } from './prechecks.ts';
import type { BoxFacts, CudaAnswer } from './prechecksFacts.ts';
import { goodAnswer, healthyBox, noCards, sampleCard, sampleGpus, sampleInstance } from './sampleFacts.ts';

const verdicts = (facts: Partial<BoxFacts>) =>
  foldFindings({ ...healthyBox, ...facts })
    .filter(({ group, verdict }) => group === 'cards' && verdict !== 'good')
    .map(({ code, verdict, command }) => `${code} ${verdict}${command === null ? '' : ` $ ${command}`}`);

const inEnvironment = (
  answer: Partial<CudaAnswer> | null,
  over: Partial<BoxFacts> = {},
): Partial<BoxFacts> => ({
  gpus: sampleGpus(sampleCard(0)),
  torch: [
    {
      ...{ pythonPath: '/envs/a/bin/python', instanceName: 'one', idle: null },
      trials: [{ uuid: 'GPU-0', answer: answer && { ...goodAnswer, ...answer }, limitS: 60 }],
    },
  ],
  ...over,
});
const older =
  '$ /envs/a/bin/python -m pip install --force-reinstall torch --index-url https://download.pytorch.org/whl/cu126';
const none = { torch: null, build: null, archs: [], actualUuid: null, ms: null };

it.each<[string, Partial<BoxFacts>, string[]]>([
  ['a card that works', inEnvironment({}), []],
  [
    'torch for CUDA 13 with driver 535',
    inEnvironment(
      { problem: 'RuntimeError: The NVIDIA driver on your system is too old', actualUuid: null },
      { gpus: sampleGpus(sampleCard(0, { driverVersion: '535.54.03' })) },
    ),
    [`torch-driver-old bad ${older}`],
  ],
  [
    'a card torch has no code for any more',
    inEnvironment(
      { problem: 'no kernel image is available' },
      { gpus: sampleGpus(sampleCard(0, { computeCapability: 5.2 })) },
    ),
    [`torch-no-kernel bad ${older}`],
  ],
  [
    'a conda environment without torch',
    inEnvironment({ ...none, isMissing: true, problem: "ModuleNotFoundError: No module named 'torch'" }),
    ['torch-missing bad $ /envs/a/bin/python -m pip install -r /app/python/requirements/funasr.txt'],
  ],
  [
    'a torch that cannot be loaded',
    inEnvironment({ ...none, problem: 'OSError: libcudnn.so.9' }),
    ['torch-broken bad $ /envs/a/bin/python -m pip install -r /app/python/requirements/funasr.txt'],
  ],
  [
    'a build for the CPU',
    inEnvironment({ build: null, problem: 'this build of torch has no CUDA' }),
    ['torch-cpu-build bad $ /envs/a/bin/python -m pip install --force-reinstall torch'],
  ],
  ['a card that hangs', inEnvironment(null), ['cuda-hung bad']],
  [
    'a full card',
    inEnvironment({ problem: 'OutOfMemoryError: CUDA out of memory.' }),
    ['cuda-memory-full bad $ nvidia-smi'],
  ],
  ['another card than the pinned', inEnvironment({ actualUuid: 'GPU-7' }), ['cuda-other-card bad']],
  [
    'what nobody has seen before',
    inEnvironment({ problem: 'RuntimeError: CUDA unknown error' }),
    ['cuda-refused bad'],
  ],
])('judges %s', (_, facts, expected) => {
  expect(verdicts(facts)).toEqual(expected);
});

it('mends the app\u2019s own environment by the app, and nobody else\u2019s', () => {
  const { torch = [], ...rest } = inEnvironment({ build: null, problem: 'this build of torch has no CUDA' });
  const own = { ...rest, torch: torch.map((one) => ({ ...one, instanceName: null })) };
  expect(verdicts(own)).toEqual(['torch-cpu-build bad $ npm --prefix /app start -- engines install funasr']);
  expect(verdicts({ gpus: sampleGpus(sampleCard(0)) })).toEqual([
    'cuda-no-torch unknown $ npm --prefix /app start -- engines install funasr',
  ]);
});

it('never calls CUDA good where it was not tried', () => {
  const cuda = (facts: Partial<BoxFacts>) =>
    foldFindings({ ...healthyBox, ...facts }).filter(({ code }) => /^(cuda|torch)/.test(code));
  expect(cuda({}).map(({ code, verdict }) => [code, verdict])).toEqual([['cuda-no-card', 'unknown']]);
  expect(cuda({ gpus: sampleGpus(sampleCard(0)) }).map(({ code, verdict }) => [code, verdict])).toEqual([
    ['cuda-no-torch', 'unknown'],
  ]);
  const simulated = { ...sampleGpus(sampleCard(0)), isSimulated: true };
  expect(cuda({ gpus: simulated }).map(({ code }) => code)).toEqual(['cuda-no-card']);
  const idle = { pythonPath: '/own/python', instanceName: null, trials: [], idle: goodAnswer };
  expect(cuda({ torch: [idle] }).map(({ code, verdict }) => [code, verdict])).toEqual([
    ['torch-good', 'good'],
    ['cuda-no-card', 'unknown'],
  ]);
  const plain = { ...idle, idle: { ...goodAnswer, build: null } };
  expect(cuda({ torch: [plain], gpus: simulated })[0]).toMatchObject({
    code: 'torch-cpu-build',
    verdict: 'unknown',
  });
});

describe('planCudaAsks', () => {
  const gpus = sampleGpus(sampleCard(0), sampleCard(1, { health: 'lost' }), sampleCard(2));
  const mine = sampleInstance({
    pythonPath: '/conda/bin/python',
    device: { kind: 'gpu', uuid: 'GPU-2' },
  }).spec;

  it('tries every healthy card with the app\u2019s Python, and an instance\u2019s own card with its own', () => {
    const gone = { ...mine, id: 'x', device: { kind: 'gpu', uuid: 'GPU-9' } } as const;
    expect(
      planCudaAsks('/own/python', [mine, gone], gpus).map(({ pythonPath, uuids }) => [pythonPath, uuids]),
    ).toEqual([
      ['/own/python', ['GPU-0', 'GPU-2']],
      ['/conda/bin/python', ['GPU-2']],
    ]);
  });

  it('asks for torch alone without cards, and touches no made-up card', () => {
    expect(planCudaAsks('/own/python', [], noCards).map(({ uuids }) => uuids)).toEqual([[]]);
    const simulated = { ...gpus, isSimulated: true };
    expect(planCudaAsks(null, [mine], simulated).map(({ uuids }) => uuids)).toEqual([[]]);
    expect(
      planCudaAsks(
        null,
        [
          { ...mine, pythonPath: null },
          { ...mine, engine: 'onnx' },
        ],
        gpus,
      ),
    ).toEqual([]);
  });
});

describe('parseCudaAnswer', () => {
  it('finds the answer among what libraries print, and takes death for a torch that cannot be loaded', () => {
    expect(parseCudaAnswer(`warming up\n${JSON.stringify(goodAnswer)}\n`, '')).toEqual(goodAnswer);
    expect(parseCudaAnswer('{"torch":1}\nSegmentation fault', 'killed')).toMatchObject({
      torch: null,
      problem: 'killed',
    });
  });
});

import { expect, it } from 'vitest';
import { findingTextsZhCN } from '../../contract/findingTextsZhCN.ts';
import { finding, findingCode } from '../../contract/machine.ts';
import type { ModelFetch } from '../../contract/model.ts';
import { makeCheckLine } from '../models/checkLine.ts';
import { foldFindings } from './prechecks.ts';
import type { BoxFacts } from './prechecksFacts.ts';
import { healthyBox, sampleInstance, sampleModel } from './sampleFacts.ts';

const fold = (facts: Partial<BoxFacts>) => foldFindings({ ...healthyBox, ...facts });
/** Everything but what is good, and that CUDA was not tried. */
const verdicts = (facts: Partial<BoxFacts>) =>
  fold(facts)
    .filter(({ verdict, code }) => verdict !== 'good' && code !== 'cuda-no-card')
    .map(({ code, verdict, command }) => `${code} ${verdict}${command === null ? '' : ` $ ${command}`}`);

it('finds a healthy box without a GPU good, and CUDA not tried instead of good', () => {
  expect(verdicts({})).toEqual([]);
  const findings = fold({});
  expect(findings.map(({ code }) => code)).toEqual([
    ...['node-good', 'home-good', 'disk-good', 'ram-good', 'gpu-none', 'cuda-no-card', 'onnx-engine-good'],
    'funasr-engine-unneeded',
    ...['python-good', 'conda-none', 'ffmpeg-good', 'ffmpeg-formats-good', 'models-good', 'container-none'],
  ]);
  expect(findings.find(({ code }) => code === 'cuda-no-card')?.verdict).toBe('unknown');
  for (const one of findings) {
    expect(finding.parse(one)).toEqual(one);
    expect(findingCode.options).toContain(one.code);
  }
});

const ffmpeg = healthyBox.ffmpeg;
it.each<[string, Partial<BoxFacts>, string[]]>([
  ['an old Node', { nodeVersion: '20.20.2' }, ['node-old bad $ npm --prefix /app start -- doctor']],
  ['a Node just too old', { nodeVersion: '22.12.9' }, ['node-old bad $ npm --prefix /app start -- doctor']],
  ['a read-only home', { home: { path: '/x', problem: 'EROFS' } }, ['home-not-writable bad']],
  ['an unknown disk', { freeDiskMiB: null }, ['disk-unknown unknown']],
  ['a small disk', { freeDiskMiB: 5_000 }, ['disk-low warning']],
  ['a full disk', { freeDiskMiB: 0 }, ['disk-low bad']],
  ['little memory', { ramFreeMiB: 1_000 }, ['ram-low warning']],
  [
    'no ffmpeg',
    { ffmpeg: { settingPath: null, found: null, formats: null } },
    ['ffmpeg-missing bad $ sudo apt-get install -y ffmpeg'],
  ],
  [
    'no ffmpeg for root, who has no sudo in many containers',
    {
      ffmpeg: { settingPath: null, found: null, formats: null },
      platform: { ...healthyBox.platform, isRoot: true, packages: 'dnf' },
    },
    ['ffmpeg-missing bad $ dnf install -y ffmpeg-free'],
  ],
  [
    'a wrong ffmpeg in the settings',
    { ffmpeg: { ...ffmpeg, settingPath: '/nowhere/ffmpeg' } },
    ['ffmpeg-setting-broken warning'],
  ],
  [
    'an ffmpeg without formats',
    { ffmpeg: { ...ffmpeg, formats: { has: ['WAV'], lacks: ['AMR', 'WMA'] } } },
    ['ffmpeg-formats-missing warning $ sudo apt-get install -y ffmpeg'],
  ],
  [
    'an ffmpeg that does not say',
    { ffmpeg: { ...ffmpeg, formats: null } },
    ['ffmpeg-formats-unknown unknown'],
  ],
  [
    'no engine',
    { engine: { pythonPath: null, version: null, problem: null } },
    ['onnx-engine-none bad $ npm --prefix /app start -- doctor'],
  ],
  [
    'an engine that is broken',
    { engine: { pythonPath: '/envs/onnx-1/bin/python', version: null, problem: 'No module named numpy' } },
    ['onnx-engine-broken bad $ rm -rf /envs/onnx-1 && npm --prefix /app start -- doctor'],
  ],
  [
    'an instance without its engine',
    { instances: [sampleInstance({ device: { kind: 'cpu' } })] },
    ['funasr-engine-none bad $ npm --prefix /app start -- engines install funasr'],
  ],
  [
    'an instance with a Python of its own',
    { instances: [sampleInstance({ device: { kind: 'cpu' }, pythonPath: '/conda/bin/python' })] },
    [],
  ],
  [
    'no Python',
    { python: { found: null, lowest: '3.11' } },
    ['python-missing bad $ sudo apt-get install -y python3 python3-venv'],
  ],
  ['no models', { models: [] }, Array<string>(3).fill('model-role-missing bad')],
  [
    'one broken model among good ones',
    { models: [...healthyBox.models, sampleModel('asr', { isUsable: false })] },
    ['model-broken warning'],
  ],
  [
    'a model that did not arrive whole',
    {
      models: [
        ...healthyBox.models,
        sampleModel('asr', {
          ...{ isDemo: false, isUsable: false, dir: '/data/my model' },
          checks: [makeCheckLine('model.pt', false, { code: 'file-pointer', detail: { file: 'model.pt' } })],
        }),
      ],
    },
    ["model-incomplete warning $ git -C '/data/my model' lfs pull"],
  ],
  [
    'the only model of a role broken',
    { models: [sampleModel('asr'), sampleModel('vad', { isUsable: false }), sampleModel('punc')] },
    ['model-role-missing bad', 'model-broken warning'],
  ],
])('judges %s', (_, facts, expected) => {
  expect(verdicts(facts)).toEqual(expected);
});

it('says why a model cannot be used in the reader\u2019s language', () => {
  const broken = fold({ models: [...healthyBox.models, sampleModel('asr', { isUsable: false })] });
  const detail = broken.find(({ code }) => code === 'model-broken')?.detail ?? {};
  expect(detail['cause']).toBe('am.mvn is missing.');
  expect(findingTextsZhCN['model-broken'].cause(detail)).toBe('模型 demo（/m/asr）无法使用：缺少 am.mvn。');
});

it('tells of a journal and of settings that were damaged at the start, by their names', () => {
  const damaged = fold({
    homeProblems: [
      'The list of jobs was damaged (Damaged: x); it was kept as paradeck.db.damaged-20261123T101112 and a new one begun.',
      'settings.json is damaged (not JSON) and was kept as settings.json.damaged; its backup is used instead.',
    ],
  }).filter(({ code }) => code === 'home-file-damaged');
  expect(damaged.map(({ verdict, detail }) => [verdict, detail['file'], detail['kept']])).toEqual([
    ['warning', 'paradeck.db', 'paradeck.db.damaged-20261123T101112'],
    ['warning', 'settings.json', 'settings.json.damaged'],
  ]);
});

it('names whose a port is, and a free one', () => {
  const instance = sampleInstance().spec;
  const port = { port: 6006, instance, state: 'taken', owner: 'python (pid 9)' } as const;
  expect(verdicts({ ports: [port] })).toEqual([
    'port-taken warning $ npm --prefix /app start -- instances edit one --port 6010',
  ]);
  expect(fold({ ports: [port] }).find(({ code }) => code === 'port-taken')?.message).toContain(
    'python (pid 9)',
  );
  const panel = { port: 8017, instance: null, state: 'taken', owner: null } as const;
  expect(verdicts({ ports: [panel] })).toEqual([
    'panel-port-taken warning $ npm --prefix /app start -- serve --port 6010',
  ]);
  const clash = { ...port, port: 8017, state: 'ours' } as const;
  expect(verdicts({ ports: [clash, { ...panel, state: 'ours' }] })).toEqual([
    'port-taken warning $ npm --prefix /app start -- instances edit one --port 6010',
  ]);
  expect(
    verdicts({
      ports: [
        { ...port, state: 'free' },
        { ...panel, state: 'ours' },
      ],
    }),
  ).toEqual([]);
});

it('explains over SSH that a page that does not open lacks its port mapping, with the command for it', () => {
  const panel = { port: 8017, instance: null, state: 'ours', owner: null } as const;
  const ssh = { user: 'root', address: '10.0.0.5', port: '30122' };
  const [found] = fold({ ports: [panel], ssh }).filter(({ group }) => group === 'doors');
  expect(found).toMatchObject({
    ...{ code: 'panel-behind-ssh', verdict: 'unknown' },
    command: 'ssh -N -L 8017:127.0.0.1:8017 -p 30122 root@10.0.0.5',
  });
});

it('explains a model that could not be fetched, and forgets a failure that a later try made good', () => {
  const fetch: ModelFetch = {
    ...{
      id: 'f',
      fullId: 'iic/speech',
      hub: 'huggingface',
      doneBytes: 1,
      totalBytes: null,
      speedBytesS: null,
    },
    ...{ startedAt: 1, endedAt: 2, state: 'failed', modelId: null, note: null },
    failure: { code: 'fetch-too-slow', message: 'nothing came for 60 s' },
  };
  expect(verdicts({ fetches: [fetch] })).toEqual([
    'model-fetch-failed warning $ HF_ENDPOINT=https://hf-mirror.com npm --prefix /app start -- serve',
  ]);
  expect(verdicts({ fetches: [fetch], hasMirror: true })).toEqual([
    'model-fetch-failed warning $ npm --prefix /app start -- models get iic/speech --hub huggingface',
  ]);
  expect(verdicts({ fetches: [{ ...fetch, startedAt: 5, state: 'done' }, fetch] })).toEqual([]);
});

it('takes Node 22.13 and later', () => {
  expect(
    ['22.13.0', '22.22.1', '23.0.0', '24.1.0'].flatMap((nodeVersion) => verdicts({ nodeVersion })),
  ).toEqual([]);
});

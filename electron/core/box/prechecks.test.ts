import { expect, it } from 'vitest';
import { finding } from '../../contract/machine.ts';
import type { ModelRole, ModelView } from '../../contract/model.ts';
import { foldFindings } from './prechecks.ts';
import type { BoxFacts } from './prechecksFacts.ts';

function model(role: ModelRole, isUsable = true): ModelView {
  const checks = [{ item: 'am.mvn', isGood: isUsable, message: isUsable ? 'fine' : 'am.mvn is missing.' }];
  const head = { id: role, name: 'demo', role, dir: `/m/${role}`, isDemo: true, notice: null };
  return { ...head, isUsable, checks, precisions: ['fp32'], bytes: 1, modelKey: null };
}

const healthy: BoxFacts = {
  nodeVersion: '24.21.0',
  home: { path: '/home/me/.paradeck', problem: null },
  freeDiskMiB: 100 * 1024,
  ramTotalMiB: 16 * 1024,
  ramFreeMiB: 12 * 1024,
  ffmpeg: { settingPath: null, found: { path: '/usr/bin/ffmpeg', version: '5.1.9', source: 'system' } },
  engine: { pythonPath: '/env/bin/python', version: '1.27.0', problem: null },
  models: [model('asr'), model('vad'), model('punc')],
  nvidiaSmi: null,
};

const verdicts = (facts: Partial<BoxFacts>) =>
  foldFindings({ ...healthy, ...facts })
    .filter(({ verdict }) => verdict !== 'good')
    .map(({ code, verdict }) => `${code} ${verdict}`);

it('finds a healthy box without a GPU good', () => {
  expect(verdicts({})).toEqual([]);
  const findings = foldFindings(healthy);
  expect(findings.map(({ code }) => code)).toEqual([
    ...[
      'node-good',
      'home-good',
      'disk-good',
      'ram-good',
      'ffmpeg-good',
      'onnx-engine-good',
      'models-good',
      'gpu-none',
    ],
  ]);
  for (const one of findings) expect(finding.parse(one)).toEqual(one);
});

it.each<[string, Partial<BoxFacts>, string[]]>([
  ['an old Node', { nodeVersion: '20.20.2' }, ['node-old bad']],
  ['a Node just too old', { nodeVersion: '22.12.9' }, ['node-old bad']],
  ['a read-only home', { home: { path: '/x', problem: 'EROFS' } }, ['home-not-writable bad']],
  ['an unknown disk', { freeDiskMiB: null }, ['disk-unknown unknown']],
  ['a small disk', { freeDiskMiB: 5_000 }, ['disk-low warning']],
  ['a full disk', { freeDiskMiB: 0 }, ['disk-low bad']],
  ['little memory', { ramFreeMiB: 1_000 }, ['ram-low warning']],
  ['no ffmpeg', { ffmpeg: { settingPath: null, found: null } }, ['ffmpeg-missing bad']],
  [
    'a wrong ffmpeg in the settings',
    { ffmpeg: { ...healthy.ffmpeg, settingPath: '/nowhere/ffmpeg' } },
    ['ffmpeg-setting-broken warning'],
  ],
  [
    'an engine that is broken',
    { engine: { pythonPath: '/p', version: null, problem: 'No module named numpy' } },
    ['onnx-engine-missing bad'],
  ],
  ['a driver', { nvidiaSmi: '/usr/bin/nvidia-smi' }, ['gpu-driver unknown']],
  ['no models', { models: [] }, Array<string>(3).fill('model-role-missing bad')],
  [
    'one broken model among good ones',
    { models: [...healthy.models, model('asr', false)] },
    ['model-broken warning'],
  ],
  [
    'the only model of a role broken',
    { models: [model('asr'), model('vad', false), model('punc')] },
    ['model-role-missing bad', 'model-broken warning'],
  ],
])('judges %s', (_, facts, expected) => {
  expect(verdicts(facts)).toEqual(expected);
});

it('takes Node 22.13 and later', () => {
  expect(
    ['22.13.0', '22.22.1', '23.0.0', '24.1.0'].flatMap((nodeVersion) => verdicts({ nodeVersion })),
  ).toEqual([]);
});

it('gives a cause, and a fix wherever something is wrong', () => {
  const broken = foldFindings({
    ...healthy,
    nodeVersion: '18.0.0',
    home: { path: '/x', problem: 'EACCES' },
    freeDiskMiB: 3,
    ramFreeMiB: 3,
    ffmpeg: { settingPath: null, found: null },
    engine: { pythonPath: null, version: null, problem: 'is not installed' },
    models: [model('asr', false)],
  });
  for (const { verdict, fix, message } of broken) {
    expect(message).not.toBe('');
    if (verdict === 'bad' || verdict === 'warning') expect(fix).not.toBeNull();
  }
  const [engine] = broken.filter(({ code }) => code === 'onnx-engine-missing');
  expect(engine?.detail).toEqual({ cause: 'is not installed' });
  expect(broken.find(({ code }) => code === 'model-broken')?.detail['cause']).toBe('am.mvn is missing.');
});

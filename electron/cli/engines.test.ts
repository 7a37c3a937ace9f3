import { expect, it } from 'vitest';
import type { EngineInstall, EngineView, TorchPlan } from '../contract/engine.ts';
import { renderEngine } from './engineLines.ts';
import { renderFigures, renderInstall } from './installLine.ts';

const plan: TorchPlan = {
  ...{ build: 'cu126', requirement: 'torch==2.13.0+cu126', cuda: '12.6' },
  index: 'https://download.pytorch.org/whl/cu126',
  reasons: [
    {
      code: 'driver-older',
      verdict: 'good',
      detail: { cuda: '12.6', newest: '13.0', driver: '535.54.03', needed: 580 },
    },
    { code: 'card-left-out', verdict: 'warning', detail: { cards: 'RTX 5090 (12.0)' } },
  ],
};
const missing: EngineView = {
  ...{ engine: 'funasr', pythonPath: null, dir: null, versions: [], bytes: null, torch: plan },
  ...{ isOtherBuild: false, install: null },
};
const made: EngineView = {
  ...{ ...missing, dir: '/envs/funasr-1', pythonPath: '/envs/funasr-1/bin/python', bytes: 3 * 2 ** 30 },
  versions: [{ name: 'torch', version: '2.13.0' }],
};
const under: EngineInstall = {
  ...{ engine: 'funasr', isDryRun: false, state: 'downloading', note: 'torch 2.13.0', torch: plan },
  figures: {
    ...{ packages: 104, downloadBytes: 3 * 2 ** 30, installedBytes: null, neededBytes: null },
    freeBytes: 9 * 2 ** 30,
  },
  ...{ doneBytes: 2 ** 30, donePackages: 4, totalPackages: 104, speedBytesS: 2 ** 24, cuda: [] },
  ...{ startedAt: 1, endedAt: null, failure: null },
};

it('an engine that is missing tells what would come, from where and why', () => {
  expect(renderEngine(missing, 'en')).toBe(
    [
      '  funasr: not installed',
      '    would bring torch==2.13.0+cu126 from https://download.pytorch.org/whl/cu126',
      '    CUDA 13.0 needs driver 580 or newer and this one is 535.54.03: the build for CUDA 12.6 runs on it.',
      '    [warning] No build has code for all cards of this box: this one has none for RTX 5090 (12.0).',
      '    install: paradeck engines install funasr',
      '',
    ].join('\n'),
  );
  expect(renderEngine({ ...missing, torch: null }, 'zh-CN')).toBe(
    '  funasr: 未安装\n    安装: paradeck engines install funasr\n',
  );
});

it('one that is there tells versions, size and place, and of another build that fits better', () => {
  expect(renderEngine(made, 'en')).toBe('  funasr: installed (torch 2.13.0, 3.00 GiB) /envs/funasr-1\n');
  expect(renderEngine({ ...made, isOtherBuild: true }, 'en')).toContain(
    'another build of torch fits this box now: torch==2.13.0+cu126\n',
  );
});

it('where PyTorch has no build nothing is offered', () => {
  const none: TorchPlan = { ...plan, build: null, requirement: null, index: null, reasons: [] };
  expect(renderEngine({ ...missing, torch: none }, 'en')).toBe('  funasr: not installed\n');
});

it('an installation tells bytes, speed and time left, then packages', () => {
  expect(renderInstall(under, 'en')).toBe(
    'funasr · downloading 1.00 GiB of 3.00 GiB · 16.0 MiB/s · 2:08 left · torch 2.13.0',
  );
  expect(renderInstall({ ...under, figures: null, speedBytesS: null }, 'en')).toBe(
    'funasr · downloading 1.00 GiB · torch 2.13.0',
  );
  const unpacking = { ...under, state: 'installing', donePackages: 41 } as const;
  expect(renderInstall(unpacking, 'en')).toBe('funasr · unpacking 41 of 104 packages');
  expect(renderInstall({ ...unpacking, totalPackages: null }, 'zh-CN')).toBe('funasr · 正在解包');
  expect(renderInstall({ ...under, state: 'asking' }, 'en')).toBe(
    'funasr · asking the package index · torch 2.13.0',
  );
});

it('figures that are unknown are no zeros', () => {
  expect(renderFigures(under.figures, 'en')).toBe(
    '104 packages; to download at most 3.00 GiB; on the disk at least — (while installing —, free 9.00 GiB)',
  );
  expect(renderFigures(null, 'zh-CN')).toBe('该软件源不会事先给出大小。');
});

import { expect, it } from 'vitest';
import type { Finding } from '../../electron/contract/machine.ts';
import { en } from '../texts/en.ts';
import { zhCN } from '../texts/zhCN.ts';
import { listAttention, listGroups, renderDetails, renderFinding, renderReport } from './renderFinding.ts';

const make = (over: Partial<Finding>): Finding => ({
  ...{
    code: 'disk-low',
    group: 'box',
    verdict: 'warning',
    message: 'Only 3 GiB free at /d.',
    fix: 'Free space.',
  },
  ...{ command: null, detail: { path: '/d', freeGiB: 3 }, ...over },
});
const good = make({ code: 'models-good', group: 'models', verdict: 'good', detail: { count: 3 } });
const bad = make({
  code: 'node-old',
  verdict: 'bad',
  detail: { version: '18', lowest: '22.13' },
  command: 'npm start',
});
const unknown = make({ code: 'cuda-no-card', group: 'cards', verdict: 'unknown', detail: {} });
const all = [good, make({}), unknown, bad];

it('says a finding in the language of the panel, and a newer host\u2019s in its own words', () => {
  expect(renderFinding(make({}), 'zh-CN').cause).toBe('/d 仅剩 3 GiB。');
  expect(renderFinding(make({}), 'en').fix).toContain('Free some space');
  expect(renderFinding(make({ code: 'tomorrow' }), 'zh-CN')).toEqual({
    cause: 'Only 3 GiB free at /d.',
    fix: 'Free space.',
  });
});

it('puts what needs somebody first, and the rest into groups that hold something', () => {
  expect(listAttention(all).map(({ code }) => code)).toEqual(['node-old', 'disk-low']);
  expect(listGroups(all).map(({ group, findings }) => [group, findings.length])).toEqual([
    ['cards', 1],
    ['models', 1],
  ]);
});

it('writes a report with every finding, its fix and its command, and details with every fact', () => {
  const report = renderReport(all, zhCN, 'zh-CN');
  expect(report.split('\n')[0]).toBe('[问题] node-old: Node 18 过旧，需要 22.13 或更新的版本。');
  expect(report).toContain('\n    $ npm start\n');
  expect(renderReport(all, en, 'en')).toContain('[Good] models-good: 3 models can be used.');
  expect(renderDetails(make({}))).toBe('disk-low: Only 3 GiB free at /d.\npath: /d\nfreeGiB: 3');
});

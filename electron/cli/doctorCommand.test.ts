import { expect, it } from 'vitest';
import { foldFindings } from '../core/box/prechecks.ts';
import { healthyBox, sampleCard, sampleGpus } from '../core/box/sampleFacts.ts';
import { renderFindings } from './doctorCommand.ts';

const findings = foldFindings({
  ...healthyBox,
  gpus: sampleGpus(sampleCard(0, { driverVersion: '525.147.05' })),
});

it('prints groups, each finding with its cause, fix and command, in both languages', () => {
  const english = renderFindings(findings, 'en');
  expect(english).toContain(
    '\nCards and CUDA\n  [warning] gpu-driver-old: NVIDIA driver 525.147.05 is too old',
  );
  expect(english).toContain('      run: sudo apt-get install -y nvidia-driver\n');
  expect(english).toMatch(/\n0 bad, 1 to look at\n$/);
  const chinese = renderFindings(findings, 'zh-CN');
  expect(chinese).toContain('[注意] gpu-driver-old: NVIDIA 驱动 525.147.05 过旧');
  expect(chinese).toContain('0 个问题，1 处需注意');
});

it('says what a newer host found in the host\u2019s own words', () => {
  const [first] = findings;
  const newer = {
    ...first,
    code: 'of-tomorrow',
    message: 'Something new.',
    fix: 'Do it.',
  } as (typeof findings)[number];
  expect(renderFindings([newer], 'zh-CN')).toContain('of-tomorrow: Something new.\n      解决办法: Do it.');
});

import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { listGpuPrograms } from './gpuPrograms.ts';

let dir = '';
const plain = { simulated: undefined, settingPath: null };

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-programs-'));
  vi.stubEnv('PARADECK_NVIDIA_SMI', undefined);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

test('a made-up box goes before the setting, the setting before the variable, and what is named is alone', () => {
  vi.stubEnv('PARADECK_NVIDIA_SMI', '/from/environment');
  expect(listGpuPrograms(plain)).toEqual([['/from/environment']]);
  expect(listGpuPrograms({ ...plain, settingPath: '/from/setting' })).toEqual([['/from/setting']]);
  const simulated = ['python3', 'smi.py', 'box.json'] as const;
  expect(listGpuPrograms({ simulated, settingPath: '/from/setting' })).toEqual([simulated]);
});

test('else it is looked for on PATH', async () => {
  vi.stubEnv('PATH', dir);
  const path = join(dir, 'nvidia-smi');
  const before = listGpuPrograms(plain);
  await writeFile(path, '#!/bin/sh\n');
  await chmod(path, 0o755);
  expect(before).not.toContainEqual([path]);
  expect(listGpuPrograms(plain)[0]).toEqual([path]);
});

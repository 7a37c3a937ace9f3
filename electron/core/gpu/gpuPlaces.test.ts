import { expect, test } from 'vitest';
import { planGpuPlaces } from './gpuPlaces.ts';

test('Windows: System32, then PATH, then NVSMI, then the newest driver, wherever Windows and programs are', () => {
  expect(planGpuPlaces('win32', { SystemRoot: 'D:\\Win', ProgramFiles: 'E:\\Programme' })).toEqual({
    before: ['D:\\Win\\System32'],
    after: ['E:\\Programme\\NVIDIA Corporation\\NVSMI'],
    driverStore: 'D:\\Win\\System32\\DriverStore\\FileRepository',
  });
  expect(planGpuPlaces('win32', {}).before).toEqual(['C:\\Windows\\System32']);
});

test('Linux: PATH, then where containers and WSL2 mount it', () => {
  const { before, after, driverStore } = planGpuPlaces('linux', { SystemRoot: '/no' });
  expect([before, driverStore]).toEqual([[], null]);
  expect(after).toEqual(['/usr/local/nvidia/bin', '/usr/lib/wsl/lib']);
});

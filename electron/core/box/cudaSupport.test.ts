import { expect, it } from 'vitest';
import { carriesCode, neededDriver } from './cudaSupport.ts';

it('knows which driver a CUDA release needs, and which cards a build has code for', () => {
  expect(['13.0', '12.6', '11.8', '10.2'].map((build) => neededDriver(build, 'linux'))).toEqual([
    580,
    525,
    450,
    null,
  ]);
  expect(neededDriver('12.4', 'win32')).toBe(528);
  const archs = ['sm_75', 'sm_80', 'sm_90'];
  expect([7.5, 8.9, 9.0].map((capability) => carriesCode(archs, capability))).toEqual([true, true, true]);
  expect([6.1, 7.0, 12.0].map((capability) => carriesCode(archs, capability))).toEqual([false, false, false]);
  expect(carriesCode([...archs, 'compute_90'], 12)).toBe(true);
  expect(carriesCode([], 5.2)).toBe(true);
});

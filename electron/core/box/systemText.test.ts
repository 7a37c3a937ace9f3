import { expect, it } from 'vitest';
import { parseDistribution, parseModuleVersion, parseVersion } from './systemText.ts';

it.each([
  [
    'NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.54.03  Tue Jun  6 22:20:39 UTC 2023\nGCC version:',
    '535.54.03',
  ],
  [
    'NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build  (root@x)',
    '580.95.05',
  ],
  ['', null],
  ['GCC version:  gcc version 12.2.0 (Debian 12.2.0-14)', null],
])('reads the loaded driver of %j', (text, version) => {
  expect(parseModuleVersion(text)).toBe(version);
});

it('reads names and versions as programs and systems write them', () => {
  expect(parseDistribution('PRETTY_NAME="Debian 12"\nID=debian\nVERSION_ID="12"\n')).toBe('debian');
  expect(parseDistribution('ID="opensuse-leap"\n')).toBe('opensuse-leap');
  expect(parseDistribution('')).toBeNull();
  expect(parseVersion('Docker version 24.0.7, build afdd53b')).toBe('24.0.7');
  expect(parseVersion('conda 24.1.2\n')).toBe('24.1.2');
  expect(parseVersion('no such thing')).toBeNull();
});

import { describe, expect, it } from 'vitest';
import { type Found, type Stamp, planStrays } from './planStrays.ts';

const stamp: Stamp = {
  instanceId: 'i-1',
  pid: 4242,
  nonce: 'n-1',
  started: 'boot:777',
  command: 'python -m paradeck_worker',
  spawnedAt: 1_000_000,
  pidSpace: 'pid:[1]',
};
const worker: Found = {
  pid: 4242,
  group: 4242,
  started: 'boot:777',
  nonce: 'n-1',
  command: stamp.command,
  startedAt: 1_000_000,
};
const linux = { platform: 'linux', pidSpace: 'pid:[1]' };

describe('on Linux a process is ours', () => {
  it.each<[string, Partial<Found>, boolean]>([
    ['by pid, start and nonce', {}, true],
    ['not with the same command line alone', { nonce: null }, false],
    ['not with another nonce', { nonce: 'n-2' }, false],
    ['not once its pid was given to another process', { started: 'boot:900', nonce: null }, false],
    ['not where its start cannot be read', { started: null }, false],
    ['not after the box was started anew', { started: 'other-boot:777' }, false],
    ['if it is what our worker forked', { pid: 4300, started: 'boot:800' }, true],
    [
      'not if it only has our environment, in a group of its own',
      { pid: 4300, group: 4300, started: 'boot:800' },
      false,
    ],
    ['not if it took over the number of the group', { pid: 4300, group: 4242, nonce: null }, false],
  ])('%s', (_, differing, isOurs) => {
    const found = { ...worker, ...differing };
    expect(planStrays([stamp], [found], linux)).toEqual(isOurs ? [found.pid] : []);
  });

  it('of this container only: the same numbers mean others elsewhere', () => {
    expect(planStrays([stamp], [worker], { platform: 'linux', pidSpace: 'pid:[2]' })).toEqual([]);
  });

  it('where a stamp is there for it', () => {
    expect(planStrays([], [worker], linux)).toEqual([]);
    expect(planStrays([{ ...stamp, nonce: 'n-0', pid: 1 }, stamp], [worker], linux)).toEqual([4242]);
  });
});

describe.each(['win32', 'darwin'])('on %s, where no environment can be read', (platform) => {
  const here = { platform, pidSpace: null };
  const written: Stamp = { ...stamp, started: null, pidSpace: null };
  const plain: Found = { ...worker, group: null, started: null, nonce: null };

  it.each<[string, Partial<Found>, boolean]>([
    ['the same pid, command line and start', {}, true],
    ['a start told in whole seconds', { startedAt: 996_500 }, true],
    ['a recycled pid that runs the same command', { startedAt: 1_060_000 }, false],
    ['a recycled pid that runs another', { command: 'notepad.exe' }, false],
    ['the same command under another pid', { pid: 17 }, false],
    ['a start nobody tells', { startedAt: null }, false],
    ['a command line that may not be read', { command: null }, false],
  ])('%s', (_, differing, isOurs) => {
    const found = { ...plain, ...differing };
    expect(planStrays([written], [found], here)).toEqual(isOurs ? [found.pid] : []);
  });
});

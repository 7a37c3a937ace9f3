import { expect, it } from 'vitest';
import { planKill } from './planKill.ts';

it('signals the group on POSIX', () => {
  expect(planKill('linux', 123, undefined)).toEqual({ by: 'group', pid: -123 });
  expect(planKill('darwin', 123, undefined)).toEqual({ by: 'group', pid: -123 });
});

it("runs the system's own taskkill over the tree on Windows", () => {
  expect(planKill('win32', 123, 'D:\\Win')).toEqual({
    by: 'command',
    file: 'D:\\Win\\System32\\taskkill.exe',
    args: ['/pid', '123', '/T', '/F'],
  });
});

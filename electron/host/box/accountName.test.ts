import { afterEach, expect, test, vi } from 'vitest';
import { socketPathOf } from '../doors/homeSocket/socketPath.ts';
import { readAccountName } from './accountName.ts';
import { readSsh } from './probesPlatform.ts';

vi.mock('node:os', async (original) => ({ ...(await original<object>()), userInfo }));
const userInfo = vi.hoisted(() => vi.fn<() => { username: string }>());
afterEach(() => userInfo.mockReset());

const ssh = { SSH_CONNECTION: '10.0.0.9 5022 10.0.0.5 22' };

test('a container may be run by a number that has no account', () => {
  userInfo.mockImplementation(() => {
    throw new Error('uv_os_get_passwd returned ENOENT');
  });
  expect(readAccountName()).toBeNull();
  expect(readSsh(ssh)).toBeNull();
  expect(socketPathOf('/data', {})).toMatch(/paradeck/);
});

test('an account is told by its name', () => {
  userInfo.mockReturnValue({ username: 'li' });
  expect(readSsh(ssh)).toEqual({ user: 'li', address: '10.0.0.5', port: '22' });
});

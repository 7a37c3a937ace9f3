import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findHome, openHome } from './paths.ts';

let dir = '';
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-paths-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

test('PARADECK_HOME comes first and is made absolute', () => {
  expect(findHome({ PARADECK_HOME: '/a b/数据', XDG_DATA_HOME: '/x' })).toBe('/a b/数据');
  expect(findHome({ PARADECK_HOME: 'here' })).toBe(join(process.cwd(), 'here'));
});

test('each platform has its own place; a relative XDG_DATA_HOME is ignored', () => {
  expect(findHome({ XDG_DATA_HOME: '/data' }, 'linux')).toBe('/data/paradeck');
  expect(findHome({ XDG_DATA_HOME: 'data' }, 'linux')).toBe(join(homedir(), '.local/share/paradeck'));
  expect(findHome({}, 'darwin')).toBe(join(homedir(), 'Library/Application Support/ParaDeck'));
  expect(findHome({ LOCALAPPDATA: '/local' }, 'win32')).toBe(join('/local', 'ParaDeck'));
});

test('the home and its folders are the owner’s alone', async () => {
  const paths = await openHome(join(dir, 'a b', '数据 one'));
  for (const folder of [paths.home, paths.logs, paths.uploads, paths.spool]) {
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  }
  await openHome(paths.home);
});

test('a home that can’t be made or written is named with what the system said', async () => {
  await writeFile(join(dir, 'file'), '');
  const inFile = join(dir, 'file', 'home');
  await expect(openHome(inFile)).rejects.toMatchObject({
    code: 'home-not-writable',
    detail: { path: inFile },
  });
  await expect(openHome('/proc/paradeck')).rejects.toMatchObject({ code: 'home-not-writable' });
});

test.skipIf(process.getuid?.() === 0)('a read-only home is refused', async () => {
  await mkdir(join(dir, 'home'), { mode: 0o500 });
  await expect(openHome(join(dir, 'home'))).rejects.toMatchObject({ code: 'home-not-writable' });
});

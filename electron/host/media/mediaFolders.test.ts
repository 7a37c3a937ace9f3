import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findMedia, listMedia } from './mediaFolders.ts';

let dir: string;
let folder: string;
beforeAll(async () => {
  dir = await realpath(await mkdtemp(join(tmpdir(), 'paradeck-media-')));
  folder = join(dir, 'media');
  await mkdir(join(folder, '会议', 'deep'), { recursive: true });
  await mkdir(join(dir, 'media-secret'));
  await writeFile(join(dir, 'secret.wav'), 'secret');
  await writeFile(join(dir, 'media-secret', 'a.wav'), 'secret');
  for (const name of ['10.mp3', '2.wav', 'notes.txt', '.hidden.wav', '会议/一.m4a']) {
    await writeFile(join(folder, name), '12345');
  }
  await symlink(join(dir, 'secret.wav'), join(folder, 'link.wav'));
  await symlink(dir, join(folder, 'up'));
  await symlink(join(folder, '会议'), join(folder, 'inside'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

test('folders and recordings are told with their sizes; no texts, nothing hidden, no links', async () => {
  expect(await listMedia({ folder, path: '' }, [folder])).toEqual({
    entries: [
      { name: '会议', kind: 'folder', bytes: null },
      { name: '2.wav', kind: 'sound', bytes: 5 },
      { name: '10.mp3', kind: 'sound', bytes: 5 },
    ],
    leftOut: 0,
  });
  expect((await listMedia({ folder, path: '会议' }, [folder])).entries.map(({ name }) => name)).toEqual([
    'deep',
    '一.m4a',
  ]);
  expect(await findMedia({ folder, path: '会议/一.m4a' }, [folder])).toBe(join(folder, '会议', '一.m4a'));
});

test.each([
  '..',
  '../secret.wav',
  '会议/../../secret.wav',
  '会议/..',
  './2.wav',
  '/etc/passwd',
  '//etc',
  'up',
  'up/secret.wav',
  'link.wav',
  'inside/一.m4a',
  '.hidden.wav',
  '..\\secret.wav',
  '2.wav\0.mp3',
  '../media-secret/a.wav',
  '会议//一.m4a',
])('%j leads nowhere', async (path) => {
  await expect(findMedia({ folder, path }, [folder])).rejects.toMatchObject({ code: 'forbidden' });
  await expect(listMedia({ folder, path }, [folder])).rejects.toMatchObject({ code: 'forbidden' });
});

test('only folders of the settings are looked into', async () => {
  for (const other of [dir, join(folder, '会议'), `${folder}/`, '', 'media']) {
    await expect(listMedia({ folder: other, path: '' }, [folder])).rejects.toMatchObject({
      code: 'forbidden',
    });
  }
  const gone = join(dir, 'gone');
  await expect(listMedia({ folder: gone, path: '' }, [gone])).rejects.toMatchObject({
    code: 'folder-not-found',
  });
  await expect(findMedia({ folder, path: 'notes.txt' }, [folder])).rejects.toMatchObject({
    code: 'forbidden',
  });
});

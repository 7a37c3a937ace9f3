/** What stands where a file should: links, pipes, devices, folders; and files that change under the reader. */
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chmod, mkdir, rename, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FailureCode } from '../../electron/contract/failure.ts';
import { renderWav } from '../../electron/host/jobs/testSound.ts';
import { readPcm } from '../clips.ts';
import { heard, put, refused } from './corpus.ts';
import type { Expected, HostileFile, Kit } from './corpus.ts';

const run = promisify(execFile);

type Place = readonly [name: string, expected: Expected, make: (kit: Kit) => Promise<string>];

const good = (kit: Kit, name = 'talk.wav'): Promise<string> => put(kit, name, renderWav(kit.speech));

const places: readonly Place[] = [
  ['link', heard(), async (kit) => linkTo(kit, await good(kit))],
  ['link of a link', heard(), async (kit) => linkTo(kit, await linkTo(kit, await good(kit)))],
  ['link to a folder', refused('file-is-folder'), (kit) => linkTo(kit, kit.dir)],
  [
    'link to nothing',
    refused('file-not-found'),
    async (kit) => linkTo(kit, join(await kit.folder(), 'gone')),
  ],
  ['link to a device', refused('file-refused'), (kit) => linkTo(kit, '/dev/zero')],
  ['link to itself', refused('file-unreadable'), loop],
  [
    'through a linked folder',
    heard(),
    async (kit) => join(await linkTo(kit, join(await good(kit), '..')), 'talk.wav'),
  ],
  ['folder', refused('file-is-folder'), async (kit) => withFolder(join(await kit.folder(), 'folder.wav'))],
  ['nothing', refused('file-not-found'), async (kit) => join(await kit.folder(), 'nothing.wav')],
  ['no bytes', refused('file-empty'), (kit) => put(kit, 'empty.wav', '')],
  ['through a file', refused('file-unreadable'), async (kit) => join(await good(kit), 'inside.wav')],
  ['pipe', refused('file-refused'), pipe],
  ['socket', refused('file-refused'), socket],
  ['zeros', refused('file-refused'), async () => '/dev/zero'],
  ['chance', refused('file-refused'), async () => '/dev/urandom'],
  ['terminal', refused('file-refused', 'file-unreadable', 'file-not-found'), async () => '/dev/tty'],
  ['memory of a process', refused('file-empty', 'file-unreadable'), async () => '/proc/self/mem'],
  [
    'setting of the kernel',
    refused('file-empty', 'file-unreadable', 'file-not-audio'),
    async () => '/proc/sys/kernel/ostype',
  ],
  ['name too long', refused('file-unreadable'), async (kit) => join(await kit.folder(), 'n'.repeat(256))],
  [
    'path too long',
    refused('file-unreadable', 'file-not-found'),
    async (kit) => join(kit.dir, 'folder/'.repeat(700), 'a.wav'),
  ],
  ['byte 0 in its name', refused('file-unreadable'), async (kit) => join(kit.dir, 'a\0b.wav')],
  ['closed to all', process.getuid?.() === 0 ? heard() : refused('file-unreadable'), closed],
];

async function linkTo(kit: Kit, target: string): Promise<string> {
  const path = join(await kit.folder(), 'link.wav');
  await symlink(target, path);
  return path;
}

async function loop(kit: Kit): Promise<string> {
  const path = join(await kit.folder(), 'loop.wav');
  await symlink(path, path);
  return path;
}

async function withFolder(path: string): Promise<string> {
  await mkdir(path);
  return path;
}

async function pipe(kit: Kit): Promise<string> {
  const path = join(await kit.folder(), 'pipe.wav');
  await run('mkfifo', [path]);
  return path;
}

async function socket(kit: Kit): Promise<string> {
  const path = join(await kit.folder(), 's');
  const server = createServer().listen(path).unref();
  await once(server, 'listening');
  return path;
}

async function closed(kit: Kit): Promise<string> {
  const path = await good(kit, 'closed.wav');
  await chmod(path, 0);
  return path;
}

type Change = readonly [
  name: string,
  codes: readonly FailureCode[],
  afterwards: (path: string) => Promise<void>,
];

/** What happens to a file the moment it is accepted; whichever comes first, it is the file itself or an answer. */
const changes: readonly Change[] = [
  ['becomes a link to its twin', ['file-changed'], linkTwin],
  // Not waited for: it goes on while the file is read.
  ['flickers', ['file-changed', 'file-not-found'], async (path) => void flicker(path)],
  ['vanishes', ['file-not-found', 'file-changed'], rm],
  ['grows', ['file-changed'], (path) => appendFile(path, Buffer.alloc(64_000))],
  ['shrinks', ['file-changed', 'file-empty'], (path) => truncate(path, 1_000)],
  ['is emptied', ['file-changed', 'file-empty'], (path) => truncate(path, 0)],
  ['moves away', ['file-not-found', 'file-changed'], (path) => rename(path, `${path}.old`)],
  ['is written anew', ['file-changed', 'file-empty'], (path) => writeFile(path, Buffer.alloc(99))],
  [
    'becomes a folder',
    ['file-is-folder', 'file-changed', 'file-not-found'],
    (path) => replace(path, () => mkdir(path)),
  ],
  [
    'becomes a pipe',
    ['file-refused', 'file-changed', 'file-not-found'],
    (path) => replace(path, () => run('mkfifo', [path])),
  ],
  [
    'becomes a device',
    ['file-refused', 'file-changed', 'file-not-found'],
    (path) => replace(path, () => symlink('/dev/zero', path)),
  ],
];

/** A recording of another's, as long and as old as ours, through a link. */
async function linkTwin(path: string): Promise<void> {
  await symlink(`${path}.twin`, `${path}.link`);
  await rename(`${path}.link`, path);
}

/** The file and the link to its twin by turns, faster than anybody looks. */
async function flicker(path: string): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    await rename(path, `${path}.own`).catch(() => undefined);
    await linkTwin(path);
    await rename(`${path}.own`, path);
  }
}

async function withTwin(kit: Kit): Promise<string> {
  const path = await good(kit);
  const twin = new Int16Array(kit.speech.length);
  twin.set(await readPcm(kit.secretPath));
  await writeFile(`${path}.twin`, renderWav(twin));
  for (const file of [path, `${path}.twin`]) await utimes(file, 1_700_000_000, 1_700_000_000);
  return path;
}

async function replace(path: string, by: () => Promise<unknown>): Promise<void> {
  await rm(path);
  await by();
}

export const placedFiles: readonly HostileFile[] = [
  ...places.map(([name, expected, make]): HostileFile => ({ family: 'place', name, expected, make })),
  ...changes.map(([name, codes, afterwards]): HostileFile => ({
    ...{ family: 'changing', name: `it ${name}`, expected: { kind: 'either', codes } },
    make: withTwin,
    afterwards,
  })),
];

import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placeRoot } from './placedRoot.ts';

let dir: string;
let packed: string;
let home: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-placed 数据-'));
  [packed, home] = [join(dir, 'mount', 'root'), join(dir, 'home')];
  await mkdir(join(packed, 'python', 'paradeck_worker'), { recursive: true });
  await writeFile(join(packed, 'python', 'paradeck_worker', 'worker.py'), 'print(1)\n');
});
afterEach(() => rm(dir, { recursive: true, force: true }));

it('is whole without the mount it came of, and is not made twice', async () => {
  const place = await placeRoot(packed, home);
  await writeFile(join(place, 'python', 'compiled'), 'kept');
  expect(await placeRoot(packed, home)).toBe(place);
  await rm(join(dir, 'mount'), { recursive: true });
  expect(await readFile(join(place, 'python', 'paradeck_worker', 'worker.py'), 'utf8')).toBe('print(1)\n');
  expect(await readFile(join(place, 'python', 'compiled'), 'utf8')).toBe('kept');
});

it('another build takes the place of the last, as does one over a start that was killed', async () => {
  const first = await placeRoot(packed, home);
  await writeFile(join(packed, 'python', 'paradeck_worker', 'worker.py'), 'print(2)\n');
  await mkdir(join(home, 'app', '.making-1'));
  const second = await placeRoot(packed, home);
  expect(second).not.toBe(first);
  expect(await readdir(join(home, 'app'))).toEqual([second.split(/[\\/]/).at(-1)]);
});

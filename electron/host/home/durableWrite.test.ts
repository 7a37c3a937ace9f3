import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { renamePatiently, writeDurably } from './durableWrite.ts';

let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-durable-'));
});

afterEach(async () => {
  vi.useRealTimers();
  await rm(dir, { recursive: true, force: true });
});

it('replaces a file, for its owner only, and leaves no temp file', async () => {
  const path = join(dir, 'x');
  await writeDurably(path, 'one');
  await writeDurably(path, 'two 好');
  expect(await readFile(path, 'utf8')).toBe('two 好');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(dir)).toEqual(['x']);
});

it('leaves no temp file where the target cannot be replaced', async () => {
  await expect(writeDurably(dir, 'one')).rejects.toThrow();
  expect(
    (await readdir(tmpdir())).filter((name) => name.startsWith(`.${dir.split('/').at(-1) ?? ''}`)),
  ).toEqual([]);
});

/** A system whose rename is refused `times` times. */
function refusing(platform: string, code: string, times: number) {
  let calls = 0;
  const rename = async (): Promise<void> => {
    calls += 1;
    if (calls <= times) throw Object.assign(new Error(code), { code });
  };
  return { system: { platform, rename }, calls: () => calls };
}

it.each(['EPERM', 'EBUSY', 'EACCES'])(
  'tries again on Windows while another program holds the file (%s)',
  async (code) => {
    const { system, calls } = refusing('win32', code, 3);
    await renamePatiently('a', 'b', system);
    expect(calls()).toBe(4);
  },
);

it('gives up on Windows after 2 s with the cause', async () => {
  vi.useFakeTimers();
  const { system, calls } = refusing('win32', 'EBUSY', Infinity);
  const beganAt = performance.now();
  const refused = expect(renamePatiently('a', 'b', system)).rejects.toMatchObject({ code: 'EBUSY' });
  await vi.runAllTimersAsync();
  await refused;
  expect(performance.now() - beganAt).toBeLessThanOrEqual(2_000);
  expect(calls()).toBeGreaterThan(5);
});

it('does not try again elsewhere, nor for what cannot pass', async () => {
  const linux = refusing('linux', 'EBUSY', 1);
  await expect(renamePatiently('a', 'b', linux.system)).rejects.toMatchObject({ code: 'EBUSY' });
  const full = refusing('win32', 'ENOSPC', 1);
  await expect(renamePatiently('a', 'b', full.system)).rejects.toMatchObject({ code: 'ENOSPC' });
  expect([linux.calls(), full.calls()]).toEqual([1, 1]);
});

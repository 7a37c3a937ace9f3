import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isTorture } from '../patience.ts';
import { openJsonFile } from './jsonFile.ts';

const schema = z.object({ n: z.int(), pad: z.string() });
const fallback = { n: 0, pad: '' };

let dir = '';
let path = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-json-'));
  path = join(dir, 'thing.json');
});

afterEach(async () => {
  await rm(dir, { recursive: true });
});

const open = () => openJsonFile({ path, schema, fallback });

describe('openJsonFile', () => {
  it('begins with the fallback, says nothing, and writes nothing', async () => {
    const file = await open();
    expect([file.get(), file.problem]).toEqual([fallback, null]);
    expect(await readdir(dir)).toEqual([]);
  });

  it('makes its folder', async () => {
    path = join(dir, 'a', 'b', 'thing.json');
    await (await open()).set({ n: 1, pad: '' });
    expect((await open()).get().n).toBe(1);
  });

  it('answers what was set, then and after opening again', async () => {
    const file = await open();
    await file.set({ n: 7, pad: '好' });
    expect(file.get()).toEqual({ n: 7, pad: '好' });
    expect((await open()).get()).toEqual({ n: 7, pad: '好' });
    expect((await readdir(dir)).sort()).toEqual(['thing.json', 'thing.json.bak']);
  });

  it('runs writes one after another, so that no change is lost', async () => {
    const file = await open();
    const changes = Array.from({ length: 30 }, () => file.update((value) => ({ ...value, n: value.n + 1 })));
    await Promise.all(changes);
    expect((await open()).get().n).toBe(30);
  });

  it('refuses what it could not read back, and goes on with the next write', async () => {
    const file = await open();
    await file.set({ n: 1, pad: '' });
    await expect(file.set({ n: 1.5, pad: '' })).rejects.toThrow();
    expect(file.get().n).toBe(1);
    await file.set({ n: 2, pad: '' });
    expect((await open()).get().n).toBe(2);
  });

  const damages: Record<string, (good: Buffer) => Buffer | null> = {
    'filled with zeros': (good) => Buffer.alloc(good.length),
    'cut in the middle': (good) => good.subarray(0, good.length / 2),
    empty: () => Buffer.alloc(0),
    'of another shape': () => Buffer.from('{"n":"many"}'),
    missing: () => null,
  };

  it.each(Object.keys(damages))('starts from the backup when the file is %s, and says so', async (name) => {
    await (await open()).set({ n: 5, pad: 'x'.repeat(100) });
    const bytes = damages[name]?.(await readFile(path)) ?? null;
    if (bytes) await writeFile(path, bytes);
    else await rm(path);
    const file = await open();
    expect(file.get().n).toBe(5);
    expect(file.problem).toMatch(/^thing\.json .*its backup is used instead\.$/);
    if (bytes) expect(await readFile(`${path}.damaged`)).toEqual(bytes);
    await file.set({ n: 6, pad: '' });
    expect([(await open()).get().n, (await open()).problem]).toEqual([6, null]);
  });

  it('starts from the fallback when the backup is damaged too, and says so', async () => {
    await (await open()).set({ n: 5, pad: '' });
    await writeFile(path, Buffer.alloc(20));
    await writeFile(`${path}.bak`, '{');
    const file = await open();
    expect(file.get()).toEqual(fallback);
    expect(file.problem).toContain('defaults are used');
  });

  it('is not troubled by a damaged backup while the file is good', async () => {
    await (await open()).set({ n: 5, pad: '' });
    await writeFile(`${path}.bak`, '');
    expect([(await open()).get().n, (await open()).problem]).toEqual([5, null]);
  });

  it('sweeps temp files of its own name only', async () => {
    await writeFile(join(dir, '.thing.json.123-abc.tmp'), 'x');
    await writeFile(join(dir, '.thing.json.bak.123-abc.tmp'), 'x');
    await writeFile(join(dir, '.other.json.123-abc.tmp'), 'x');
    await open();
    expect(await readdir(dir)).toEqual(['.other.json.123-abc.tmp']);
  });

  it('says so when the folder cannot be written, and keeps the value before', async () => {
    const file = await open();
    await file.set({ n: 1, pad: '' });
    await rm(dir, { recursive: true });
    await expect(file.set({ n: 2, pad: '' })).rejects.toMatchObject({ code: 'home-not-writable' });
    expect(file.get().n).toBe(1);
    dir = await mkdtemp(join(tmpdir(), 'paradeck-json-'));
  });
});

const writer = `
import { z } from ${JSON.stringify(import.meta.resolve('zod'))};
import { openJsonFile } from ${JSON.stringify(new URL('./jsonFile.ts', import.meta.url).href)};
const schema = z.object({ n: z.int(), pad: z.string() });
const file = await openJsonFile({ path: process.argv[1], schema, fallback: { n: 0, pad: '' } });
for (let n = file.get().n + 1; ; n += 1) {
  await file.set({ n, pad: 'x'.repeat((n * 7919) % 60_000) });
  process.stdout.write(n + '\\n');
}
`;

const rounds = isTorture ? 500 : 60;

it(
  `stays readable and keeps what it acknowledged through ${rounds} × kill -9`,
  async () => {
    let swept = 0;
    for (let round = 0; round < rounds; round += 1) {
      const acknowledged = await writeUntilKilled(1 + Math.floor(Math.random() * 4), Math.random() * 12);
      swept += (await readdir(dir)).filter((name) => name.endsWith('.tmp')).length;
      const file = await open();
      expect(file.problem).toBeNull();
      expect(file.get().n).toBeGreaterThanOrEqual(acknowledged);
      expect((await readdir(dir)).sort()).toEqual(['thing.json', 'thing.json.bak']);
    }
    // Else no kill ever fell into a write, and the loop has proved nothing.
    expect(swept).toBeGreaterThan(0);
  },
  rounds * 3_000,
);

/** Kills the writer a moment after it has acknowledged that many writes; answers the last number it acknowledged. */
async function writeUntilKilled(writes: number, afterMs: number): Promise<number> {
  const args = ['--input-type=module', '-e', writer, path];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const exited = once(child, 'close');
  let last = 0;
  let seen = 0;
  createInterface({ input: child.stdout }).on('line', (line) => {
    last = Number(line);
    seen += 1;
    if (seen === writes) setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  await exited;
  return last;
}

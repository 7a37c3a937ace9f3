import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paradeck-called-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  ['start', () => folder],
  // A script of somebody else’s npm that calls us goes where it likes.
  ['build', () => join(root, 'electron')],
])('files lie where npm was called, as the script %s', async (script, place) => {
  const args = ['start', 'transcribe', 'gone.wav'];
  const env = { ...process.env, npm_lifecycle_event: script, INIT_CWD: folder, PARADECK_HOME: folder };
  const cwd = script === 'start' ? root : join(root, 'electron');
  const told = await new Promise<string>((resolve) => {
    const start = join(root, 'electron', 'setup', 'start.mjs');
    execFile(process.execPath, [start, ...args], { cwd, env }, (_error, _stdout, stderr) => resolve(stderr));
  });
  expect(told).toContain(`file-not-found`);
  expect(told).toContain(join(place(), 'gone.wav'));
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { allowMs } from '../patience.ts';
import { type Switches, listProcessesIn } from './sampleFleet.ts';

const script = fileURLToPath(new URL('sampleHost.ts', import.meta.url));
let home = '';
let host: ChildProcess | null = null;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-orphans-'));
});
afterEach(async () => {
  host?.kill('SIGKILL');
  for (const pid of listProcessesIn(home)) process.kill(pid, 'SIGKILL');
  await rm(home, { recursive: true, force: true });
});

/** Pids of the instances of a host of its own, once they are where they should be. */
async function openHost(workers: readonly Switches[]): Promise<number[]> {
  host = spawn(process.execPath, [script, home, JSON.stringify(workers)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(host.stdout ?? process.stdin, 'data')) as [Buffer];
  return JSON.parse(line.toString()) as number[];
}

it('leaves no worker alive 1 s after the host was killed: idle, busy, frozen in C, stopped, loading, deaf to stops', async () => {
  const pids = await openHost([
    {},
    { computeS: 600 },
    { gilAt: 1 },
    { computeS: 600 },
    { loadS: 600 },
    { ignoreStop: true },
  ]);
  expect(pids).toHaveLength(6);
  process.kill(pids[3] ?? 0, 'SIGSTOP');
  // Six instances and the front.
  expect(listProcessesIn(home).length).toBeGreaterThanOrEqual(7);
  const killed = performance.now();
  host?.kill('SIGKILL');
  await expect.poll(() => listProcessesIn(home), { interval: 20 }).toEqual([]);
  expect(performance.now() - killed).toBeLessThan(allowMs(1_000));
}, 60_000);

it('lets workers leave by themselves when the host ends without a word', async () => {
  await openHost([{}, { computeS: 600 }]);
  host?.kill('SIGTERM');
  await expect.poll(() => listProcessesIn(home), { interval: 20 }).toEqual([]);
}, 60_000);

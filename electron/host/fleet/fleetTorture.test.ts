import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Switches, listProcessesIn, openSampleFleet } from './sampleFleet.ts';

const isTorture = process.env['PARADECK_TORTURE'] === '1';
const kills = isTorture ? 100 : 3;
const stops = isTorture ? 500 : 20;
const restarts = isTorture ? 200 : 10;

const script = fileURLToPath(new URL('sampleHost.ts', import.meta.url));
const busy: Switches = { computeS: 600 };

async function openHost(home: string): Promise<ChildProcess> {
  const workers = JSON.stringify([{}, busy, { gilAt: 1 }, { loadS: 600, ignoreStop: true }]);
  const host = spawn(process.execPath, [script, home, workers], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(host.stdout, 'data');
  return host;
}

describe('over and over', () => {
  it(`no worker outlives its host by 1 s (${kills} kills × 5 workers)`, async () => {
    const tookMs: number[] = [];
    for (let round = 0; round < kills; round += 1) {
      const home = await mkdtemp(join(tmpdir(), 'paradeck-torture-'));
      const host = await openHost(home);
      expect(listProcessesIn(home)).toHaveLength(5);
      const killed = performance.now();
      host.kill('SIGKILL');
      await expect.poll(() => listProcessesIn(home), { interval: 10, timeout: 5_000 }).toEqual([]);
      tookMs.push(performance.now() - killed);
      await rm(home, { recursive: true, force: true });
    }
    expect(Math.max(...tookMs)).toBeLessThan(1_000);
  }, 1_200_000);

  it(`a stop always ends the tree (${stops} that ignore it, with grandchildren on their pipes)`, async () => {
    const atOnce = 10;
    for (let round = 0; round < stops / atOnce; round += 1) {
      const stubborn = Array.from({ length: atOnce }, () => ({ ignoreStop: true, grandchild: true }));
      const sample = await openSampleFleet({ workers: stubborn });
      const views = () => sample.fleet.list();
      await sample.until('all up', () => views().every(({ phase }) => phase === 'ready'));
      expect(listProcessesIn(sample.home).length).toBeGreaterThanOrEqual(2 * atOnce);
      const asked = performance.now();
      // Throws where a process is left.
      await sample.close();
      expect(performance.now() - asked).toBeLessThan(3_000);
    }
  }, 1_200_000);

  it(`restarts leave no descriptor, timer or process behind (${restarts})`, async () => {
    const sample = await openSampleFleet({ workers: [{}] });
    const id = sample.fleet.list()[0]?.spec.id ?? '';
    const ready = (pid: number | null) => () => {
      const view = sample.fleet.get(id);
      return view.phase === 'ready' && view.pid !== pid;
    };
    const count = () => [readdirSync('/proc/self/fd').length, process.getActiveResourcesInfo().length];
    const restart = async (): Promise<void> => {
      const { pid } = sample.fleet.get(id);
      await sample.fleet.restart(id);
      await sample.until('the next process', ready(pid));
    };
    await sample.until('the first process', ready(null));
    await restart();
    const [files = 0, resources = 0] = count();
    for (let round = 0; round < restarts; round += 1) await restart();
    const [filesAfter = 0, resourcesAfter = 0] = count();
    expect(Math.abs(filesAfter - files)).toBeLessThanOrEqual(5);
    expect(Math.abs(resourcesAfter - resources)).toBeLessThanOrEqual(5);
    expect((await sample.fleet.log({ id, limit: 1 })).runs.length).toBeLessThanOrEqual(6);
    await sample.close();
  }, 1_200_000);
});

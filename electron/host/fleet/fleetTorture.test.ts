import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { allowMs, isTorture } from '../patience.ts';
import { type Switches, listProcessesIn, openSampleFleet } from './sampleFleet.ts';

const kills = isTorture ? 100 : 3;
const stops = isTorture ? 500 : 20;
const restarts = isTorture ? 200 : 10;
const deaths = isTorture ? 50 : 4;
/** A C call that holds Python's lock; the shorter one by a clock that runs four times as fast. */
const hold = isTorture ? { seconds: 60, clockSpeed: 1 } : { seconds: 6, clockSpeed: 4 };

const script = fileURLToPath(new URL('sampleHost.ts', import.meta.url));
const busy: Switches = { computeS: 600 };

async function openHost(home: string): Promise<ChildProcess> {
  const workers = JSON.stringify([{}, busy, { gilAt: 1 }, { loadS: 600, ignoreStop: true }]);
  const host = spawn(process.execPath, [script, home, workers], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(host.stdout, 'data');
  return host;
}

function tell(what: string, tookMs: readonly number[]): void {
  const [least = 0, ...more] = [...tookMs].sort((a, b) => a - b).map(Math.round);
  process.stdout.write(`${what} ${least}…${more.at(-1) ?? least} ms\n`);
}

describe('over and over', () => {
  it(`no worker outlives its host by 1 s (${kills} kills × 5 workers)`, async () => {
    const tookMs: number[] = [];
    for (let round = 0; round < kills; round += 1) {
      const home = await mkdtemp(join(tmpdir(), 'paradeck-torture-'));
      const host = await openHost(home);
      const pids = listProcessesIn(home);
      expect(pids).toHaveLength(5);
      // Every other round one of them is stopped.
      if (round % 2 === 1) process.kill(pids[0] ?? 0, 'SIGSTOP');
      const killed = performance.now();
      host.kill('SIGKILL');
      await expect.poll(() => listProcessesIn(home), { interval: 10, timeout: 20_000 }).toEqual([]);
      tookMs.push(performance.now() - killed);
      await rm(home, { recursive: true, force: true });
    }
    tell(`all workers of ${kills} killed hosts were gone after`, tookMs);
    expect(Math.max(...tookMs)).toBeLessThan(allowMs(1_000));
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
      expect(performance.now() - asked).toBeLessThan(allowMs(3_000));
    }
  }, 1_200_000);

  it(`a worker that is killed is missed at once and is back (${deaths} times)`, async () => {
    const sample = await openSampleFleet({ workers: [{}] });
    const id = sample.fleet.list()[0]?.spec.id ?? '';
    const tookMs: number[] = [];
    for (let round = 0; round < deaths; round += 1) {
      const { pid } = await sample.until('it to be ready', () => {
        const view = sample.fleet.get(id);
        return view.phase === 'ready' && view;
      });
      const killed = performance.now();
      process.kill(pid ?? 0, 'SIGKILL');
      const next = (): boolean => ![null, pid].includes(sample.fleet.get(id).pid);
      await sample.until('the next process', next);
      tookMs.push(performance.now() - killed);
      // Started by hand again, or the fifth death would be its last.
      await sample.until('it to be ready again', () => sample.fleet.get(id).phase === 'ready');
      expect(sample.fleet.get(id).restarts).toBe(1);
      await sample.fleet.stop(id);
      await sample.fleet.start(id);
    }
    tell(`${deaths} killed workers had a new process after`, tookMs);
    expect(Math.max(...tookMs)).toBeLessThan(allowMs(1_250));
    await sample.close();
  }, 1_200_000);

  it(`a worker in a C call that holds the lock for ${hold.seconds} s is spared`, async () => {
    const { seconds, clockSpeed } = hold;
    const beatS = 2 / clockSpeed;
    const worker = { gilAt: 1, gilS: seconds, beatS };
    const sample = await openSampleFleet({ workers: [worker], front: { beatS }, clockSpeed });
    const id = sample.fleet.list()[0]?.spec.id ?? '';
    await sample.until('it to be ready', () => sample.fleet.get(id).phase === 'ready');
    const { pid } = sample.fleet.get(id);
    const segments = [{ pcm: { path: '/dev/zero' }, fromSample: 0, toSample: 16_000 }];
    const batch = { id: 'a', segments, hotwords: [], audioS: 1 };
    expect((await sample.fleet.recognisers.recognise(id, batch)).results).toHaveLength(1);
    expect(sample.fleet.get(id)).toMatchObject({ pid, restarts: 0 });
    await sample.close();
  }, 120_000);

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

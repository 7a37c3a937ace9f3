import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { SampleFleet, Switches } from './sampleFleet.ts';
import { openSampleFleet, sampleModels } from './sampleFleet.ts';

const large = 200 * 2 ** 20;
const lanes = { threads: 4, lanes: 2, batch: 'single' };
const fast: Switches = { tuned: { tuning: lanes, gain: 1.3 } } as never;

let home = '';
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'paradeck-tunings-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const open = (workers: readonly Switches[], bytes = large): Promise<SampleFleet> =>
  openSampleFleet({ home, workers, ports: { models: sampleModels(bytes) } });

const areReady = ({ fleet, until }: SampleFleet): Promise<boolean> =>
  until('all ready', () => fleet.list().every(({ phase }) => phase === 'ready'));

/** Instances that had a process before the first of all was ready. */
function countBegun({ events }: SampleFleet): number {
  const begun = new Set<string>();
  for (const event of events) {
    if (event.type !== 'instance.changed') continue;
    if (event.instance.phase === 'ready') break;
    if (event.instance.pid !== null) begun.add(event.instance.spec.id);
  }
  return begun.size;
}

test('starts that measure come one after the other; what the first found the others take', async () => {
  const sample = await open([{ ...fast, loadS: 0.5 }, fast, fast]);
  try {
    await areReady(sample);
    expect(countBegun(sample)).toBe(1);
    for (const { tuned, threads } of sample.fleet.list()) {
      expect(tuned).toMatchObject({ ...lanes, gain: 1.3 });
      expect(threads).toBe(4);
    }
    const known = JSON.parse(await readFile(join(home, 'tunings.json'), 'utf8')) as { tunings: object };
    expect(Object.values(known.tunings)).toMatchObject([{ precision: 'int8', warmupText: '今天' }]);
  } finally {
    await sample.close();
  }
});

test('one that dies while it measures, or is stopped, keeps nobody waiting', async () => {
  const sample = await open([{ ...fast, loadS: 600 }, { ...fast, loadS: 600 }, fast]);
  const [first, second, third] = sample.fleet.list().map(({ spec }) => spec.id) as [string, string, string];
  try {
    await sample.until('the first loads', () => sample.fleet.get(first).phase === 'loading');
    void sample.fleet.stop(first);
    process.kill(sample.fleet.get(first).pid ?? 0, 'SIGKILL');
    const { pid } = await sample.until('the second loads', () => {
      const view = sample.fleet.get(second);
      return view.phase === 'loading' && view;
    });
    process.kill(pid ?? 0, 'SIGKILL');
    await sample.until('the third is ready', () => sample.fleet.get(third).phase === 'ready');
  } finally {
    await sample.close();
  }
});

test('small models are not measured, and start side by side, until somebody asks', async () => {
  const loadUntil = join(home, 'go on');
  const loading = { ...fast, loadUntil };
  const sample = await open([loading, loading], 1);
  try {
    await writeFile(loadUntil, '');
    await areReady(sample);
    expect(countBegun(sample)).toBe(2);
    const [id = ''] = sample.fleet.list().map(({ spec }) => spec.id);
    expect(sample.fleet.get(id).tuned).toBeNull();
    await sample.fleet.measure(id);
    await sample.until('it has measured', () => sample.fleet.get(id).tuned?.gain === 1.3);
  } finally {
    await sample.close();
  }
});

import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectHome } from './doors/homeSocket/homeClient.ts';
import { openHost } from './host.ts';
import type { Host } from './host.ts';
import { allowMs } from './patience.ts';
import { openStore } from './store/store.ts';
import { quietLog as log, sampleClock as clock, sampleJob, sampleTranscript } from './store/storeSample.ts';
import { makeTrialRoot } from './trialRoot.ts';
import type { TrialRoot } from './trialRoot.ts';

const jobCount = 10_000;
let box: TrialRoot;
let host: Host | null = null;

beforeEach(async () => {
  box = await makeTrialRoot();
  process.env['PARADECK_ENVS'] = box.envs;
});
afterEach(async () => {
  await host?.close();
  delete process.env['PARADECK_ENVS'];
  await box.close();
});

/** Half of them done, half waiting for their turn with the same small file. */
async function writeJobs(path: string): Promise<void> {
  await mkdir(box.home, { recursive: true });
  const store = await openStore({ path: join(box.home, 'paradeck.db'), log, clock });
  const { size: bytes, mtimeMs } = await stat(path);
  const source = { path, bytes, mtimeMs, modelId: '', isDemo: false };
  const text = '今天天气好。'.repeat(50);
  const write = async (n: number): Promise<void> => {
    const id = `j${String(n).padStart(5, '0')}`;
    await store.acceptJob(sampleJob({ id, acceptedAt: n, ...source }));
    if (n % 2 === 0) await store.finishJob(id, { state: 'done', endedAt: n }, sampleTranscript(id, text));
  };
  for (let first = 0; first < jobCount; first += 500) {
    await Promise.all(Array.from({ length: 500 }, (_, n) => write(first + n)));
  }
  await store.close();
}

test(
  `with ${jobCount} jobs a host answers within a second of its start, and goes on with them within two`,
  {
    timeout: 300_000,
  },
  async () => {
    await writeJobs(await box.writeWav('talk.wav', 3));
    const beganAt = performance.now();
    const sinceMs = (): number => performance.now() - beganAt;
    host = await openHost({ home: box.home, root: box.root, shell: 'headless' });
    let [movedMs, failedAs]: [number | null, string] = [null, ''];
    const client = await connectHome(box.home);
    if (!client) throw new Error('no host answers');
    const moved = new Promise<void>((resolve) => {
      void client.onPush(({ event }) => {
        if (event.type !== 'job.changed' || event.job.state === 'queued' || event.job.state === 'waiting')
          return;
        movedMs ??= sinceMs();
        failedAs ||= event.job.failure?.message ?? '';
        resolve();
      });
    });
    const { jobs } = await client.call('jobs.list', { limit: 100 });
    const answeredMs = sinceMs();
    expect(jobs).toHaveLength(100);
    const { counts } = await client.call('host.snapshot', {});
    // The other half goes on meanwhile, and some of it may be done already.
    expect(counts.done).toBeGreaterThanOrEqual(jobCount / 2);
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(jobCount);
    const snapshotMs = sinceMs();
    await moved;
    client.close();
    const round = (ms: number | null): string => (ms === null ? '—' : ms.toFixed(0));
    process.stdout.write(
      `${jobCount} jobs: a page after ${round(answeredMs)} ms, a whole snapshot after ${round(snapshotMs)} ms, ` +
        `the first job goes on after ${round(movedMs)} ms\n`,
    );
    expect(failedAs).toBe('');
    expect(answeredMs).toBeLessThan(allowMs(1_000));
    expect(movedMs).toBeLessThan(allowMs(2_000));
  },
);

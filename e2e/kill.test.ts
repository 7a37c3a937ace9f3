import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { charErrorRate } from './charError.ts';
import { createRandom } from '../electron/core/seededRandom.ts';
import { makeHome, openBox } from './box.ts';
import type { Box } from './box.ts';
import { longestSample } from './samples.ts';

/** Kill moments, as a share of the job's segments; drawn by a seed that a failure prints with the test's name. */
const random = createRandom(20_261_123);
const moments = Array.from({ length: 10 }, (_, index) => ({
  index,
  share: random(),
  victim: index % 2 === 0 ? 'host' : 'worker',
}));

interface Heard {
  readonly segments: readonly (readonly [number, number])[];
  readonly text: string;
}

async function readHeard(box: Box, jobId: string): Promise<Heard> {
  const { segments } = await box.call('jobs.segments', { id: jobId });
  const { text } = await box.call('transcripts.get', { id: jobId });
  return { segments: segments.map((segment) => [segment.fromMs, segment.toMs] as const), text };
}

let whole: Heard;
const home = await makeHome('kill');

beforeAll(async () => {
  const box = await openBox({ home });
  const job = await box.submit(longestSample().path);
  expect((await box.ended(job.id)).state).toBe('done');
  whole = await readHeard(box, job.id);
  await box.close();
}, 120_000);

afterAll(() => rm(home, { recursive: true, force: true }));

test.each(moments)(
  'kill $index: the $victim at $share of the file',
  { timeout: 120_000 },
  async ({ share, victim }) => {
    let box = await openBox({ home });
    try {
      const job = await box.submit(longestSample().path);
      let recognised = 0;
      await box.until(({ event }) => {
        if (event.type !== 'segments.recognised' || event.jobId !== job.id) return false;
        recognised += event.segments.filter((segment) => segment.isRecognised).length;
        return recognised >= share * whole.segments.length * 0.9;
      });
      if (victim === 'host') {
        await box.kill();
        box = await openBox({ home });
      } else {
        await killBusyWorker(box);
      }
      expect((await box.ended(job.id)).state).toBe('done');
      const heard = await readHeard(box, job.id);
      expect(heard.segments).toEqual(whole.segments);
      expect(charErrorRate(whole.text, heard.text)).toBeLessThanOrEqual(0.001);
    } finally {
      await box.close();
    }
  },
);

async function killBusyWorker(box: Box): Promise<void> {
  const { instances } = await box.call('host.snapshot', {});
  const victim = instances.find(({ phase, pid }) => phase === 'busy' && pid !== null) ?? instances[0];
  if (victim?.pid) process.kill(victim.pid, 'SIGKILL');
}

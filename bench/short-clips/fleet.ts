/** Our side: a host as a user runs it, with one instance, ready before the clock starts. */
import { openBox } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import type { BenchPorts } from '../outcome.ts';

/** Seconds from the first file handed over until the last transcript is kept; texts in the files' order. */
export async function timeFleet(
  ports: BenchPorts,
  clips: readonly string[],
): Promise<{ seconds: number; texts: string[] }> {
  ports.say('ParaDeck, one instance');
  const box = await openBox();
  try {
    await keepOneInstance(box);
    const startedAt = performance.now();
    const jobs = await Promise.all(clips.map((clip) => box.submit(clip)));
    await Promise.all(jobs.map((job) => box.ended(job.id)));
    const seconds = (performance.now() - startedAt) / 1000;
    const transcripts = await Promise.all(jobs.map((job) => box.call('transcripts.get', { id: job.id })));
    return { seconds, texts: transcripts.map((transcript) => transcript.text) };
  } finally {
    await box.close();
  }
}

async function keepOneInstance(box: Box): Promise<void> {
  const { instances } = await box.call('host.snapshot', {});
  const [kept, ...others] = instances;
  if (kept === undefined) throw new Error('the first start made no instance');
  for (const { spec } of others) {
    await box.call('instances.stop', { id: spec.id });
    await box.call('instances.remove', { id: spec.id });
  }
  const isReady = box.until(
    ({ event }) => event.type === 'instance.changed' && event.instance.phase === 'ready',
  );
  const { instances: now } = await box.call('host.snapshot', {});
  if (now[0]?.phase !== 'ready') await isReady;
}

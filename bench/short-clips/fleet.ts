/** Our side as a user runs it: a host with one instance, ready before the clock starts. */
import { openBox } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import type { InstancePatch } from '../../electron/contract/instance.ts';
import type { JobView } from '../../electron/contract/job.ts';
import type { Contestant, Timed } from '../contest.ts';

export interface FleetOptions {
  readonly name: string;
  /** What the one instance differs in from the first start's. */
  readonly patch: InstancePatch;
  /** Transcribed before the clock starts, as every rival has decoded a clip by then; none of the clips. */
  readonly warmup: string;
}

/** Every round has a host and a home of its own. */
export function openFleet(options: FleetOptions, clips: readonly string[]): Promise<Contestant> {
  return Promise.resolve({
    name: options.name,
    round: () => timeFleet(options, clips),
    close: () => Promise.resolve(),
  });
}

/** From the first file handed over until the last transcript is kept. */
async function timeFleet(options: FleetOptions, clips: readonly string[]): Promise<Timed> {
  const box = await openWarm(options);
  try {
    const startedAt = performance.now();
    const jobs = await transcribe(box, clips);
    const seconds = (performance.now() - startedAt) / 1000;
    const transcripts = await Promise.all(jobs.map((job) => box.call('transcripts.get', { id: job.id })));
    return { seconds, texts: transcripts.map((transcript) => transcript.text) };
  } finally {
    await box.close();
  }
}

/** A host with the one instance, which has transcribed the warm-up. */
export async function openWarm({ patch, warmup }: Omit<FleetOptions, 'name'>): Promise<Box> {
  const box = await openBox();
  try {
    await keepOneInstance(box, patch);
    await transcribe(box, [warmup]);
    return box;
  } catch (thrown) {
    await box.close();
    throw thrown;
  }
}

/** Settles once all have ended. */
export async function transcribe(box: Box, clips: readonly string[]): Promise<readonly JobView[]> {
  const jobs = await Promise.all(clips.map((clip) => box.submit(clip)));
  await Promise.all(jobs.map((job) => box.ended(job.id)));
  return jobs;
}

async function keepOneInstance(box: Box, patch: InstancePatch): Promise<void> {
  const { instances } = await box.call('host.snapshot', {});
  const [kept, ...others] = instances;
  if (kept === undefined) throw new Error('the first start made no instance');
  for (const { spec } of others) {
    await box.call('instances.stop', { id: spec.id });
    await box.call('instances.remove', { id: spec.id });
  }
  const { id } = kept.spec;
  await box.call('instances.stop', { id });
  await box.call('instances.edit', { id, patch });
  const isReady = box.until(
    ({ event }) => event.type === 'instance.changed' && event.instance.phase === 'ready',
  );
  await box.call('instances.start', { id });
  await isReady;
}

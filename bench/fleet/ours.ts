/** Our side: a host of its own with so many instances, ready before any clock starts. */
import { join } from 'node:path';
import { openBox, samplesDir } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import type { InstancePatch } from '../../electron/contract/instance.ts';
import type { Side } from './load.ts';

export interface OurFleet extends Side {
  readonly box: Box;
  close(): Promise<void>;
}

/** Settles once all instances are ready and one file is text; `modelDir`: a model other than the demo's. */
export async function openFleet(
  count: number,
  patch: InstancePatch,
  modelDir: string | null = null,
): Promise<OurFleet> {
  const box = await openBox();
  try {
    const model = modelDir === null ? {} : { modelId: await addModel(box, modelDir) };
    await keepInstances(box, count, { ...patch, ...model });
    await box.ended((await box.submit(join(samplesDir, 'hello-5s.wav'))).id);
  } catch (thrown) {
    await box.close();
    throw thrown;
  }
  return {
    name: 'ParaDeck',
    box,
    transcribe: async (path) => {
      const { id } = await box.submit(path);
      const { state, failure } = await box.ended(id);
      if (state !== 'done') throw new Error(`${path} ended as ${state}: ${failure?.message}`);
      const { sentences } = await box.call('transcripts.get', { id });
      return sentences.map(({ text }) => text).join('');
    },
    close: () => box.close(),
  };
}

async function addModel(box: Box, dir: string): Promise<string> {
  const { models } = await box.call('models.add', { dir });
  // The demo model is among them.
  const model = models.find(({ role, isUsable, isDemo }) => role === 'asr' && isUsable && !isDemo);
  if (model === undefined) throw new Error(`${dir} holds no usable model`);
  return model.id;
}

async function keepInstances(box: Box, count: number, patch: InstancePatch): Promise<void> {
  const { instances } = await box.call('host.snapshot', {});
  const ids = instances.map(({ spec }) => spec.id);
  for (const id of ids.slice(count)) {
    await box.call('instances.stop', { id });
    await box.call('instances.remove', { id });
  }
  const kept = ids.slice(0, count);
  for (let made = kept.length; made < count; made += 1) {
    const { spec } = await box.call('instances.create', { name: `bench ${made}`, autoStart: false });
    kept.push(spec.id);
  }
  for (const id of kept) await startAs(box, id, patch);
}

async function startAs(box: Box, id: string, patch: InstancePatch): Promise<void> {
  await box.call('instances.stop', { id });
  await box.call('instances.edit', { id, patch });
  const isReady = box.until(
    ({ event }) =>
      event.type === 'instance.changed' && event.instance.spec.id === id && event.instance.phase === 'ready',
  );
  await box.call('instances.start', { id });
  await isReady;
}

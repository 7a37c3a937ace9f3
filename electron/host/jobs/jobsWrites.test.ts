import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openJobsHome } from './jobsHome.ts';
import type { JobsHome } from './jobsHome.ts';
import type { JobPatch, Store } from '../store/storePort.ts';
import { writeSpeech } from './testSound.ts';

/** What was handed to the journal, in order; `length` once it is there. */
let writes: string[];
/** Settles when the length may be written. */
let mayWriteLength: Promise<void>;
let home: JobsHome;

beforeEach(async () => {
  writes = [];
  mayWriteLength = Promise.resolve();
  home = await openJobsHome({ wrapStore });
  home.pool.add('a');
});
afterEach(() => home.close());

function wrapStore(store: Store): Store {
  return {
    ...store,
    acceptJob: (...args) => (writes.push('accept'), store.acceptJob(...args)),
    patchJob: async (id, patch) => {
      if (patch.totalSamples === undefined) writes.push(nameOf(patch));
      else await mayWriteLength;
      await store.patchJob(id, patch);
      if (patch.totalSamples !== undefined) writes.push('length');
    },
    recordSpeech: (...args) => (writes.push('speech'), store.recordSpeech(...args)),
    recordResults: (...args) => (writes.push('results'), store.recordResults(...args)),
    finishJob: (...args) => (writes.push('end'), store.finishJob(...args)),
  };
}

const nameOf = (patch: JobPatch): string => Object.keys(patch).join(' ');

async function submit(): Promise<string> {
  const path = join(home.files, 'short.wav');
  // One segment: a burst lasts longer.
  await writeSpeech(path, 1);
  const job = { target: { kind: 'fleet' as const }, options: { hotwords: [] }, isUpload: false };
  return (await home.jobs.submit({ ...job, path })).id;
}

test('a short file that leaves no files costs one write a step, beside its states', async () => {
  home.settings = { ...home.settings, saveTo: { kind: 'none' } };
  const id = await submit();
  expect((await home.ended(id)).state).toBe('done');
  expect(writes.filter((name) => name !== 'state waiting')).toEqual([
    ...['accept', 'length', 'speech', 'results', 'end'],
  ]);
  expect(await home.store.job(id)).toMatchObject({
    ...{ decoder: 'wav 1', ranOn: ['a'], isPunctuated: true, punctSegments: 1 },
    startedAt: expect.any(Number),
    endedAt: expect.any(Number),
  });
});

test('speech is looked for before the length is written, and is written behind it', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  mayWriteLength = promise;
  const { findSpeech } = home.fronts;
  home.fronts.findSpeech = async (...asked) => {
    const found = await findSpeech.apply(home.fronts, asked);
    // Whoever did not wait for the length would write within this turn of the loop.
    setImmediate(resolve);
    return found;
  };
  expect((await home.ended(await submit())).state).toBe('done');
  expect(writes.indexOf('length')).toBeGreaterThan(0);
  expect(writes.indexOf('speech')).toBe(writes.indexOf('length') + 1);
});

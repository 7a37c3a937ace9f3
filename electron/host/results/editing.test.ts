/** Correcting a transcript in a real journal. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PushEvent } from '../../contract/push.ts';
import { readText, readTranscript } from '../jobs/readEnded.ts';
import { openStore } from '../store/store.ts';
import type { Store } from '../store/storePort.ts';
import { quietLog as log, sampleClock as clock, sampleJob, sampleTranscript } from '../store/storeSample.ts';
import { createEditing } from './editing.ts';
import type { Editing } from './editing.ts';

let dir: string;
let store: Store;
let editing: Editing;
let pushes: PushEvent[];

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'editing-'));
  pushes = [];
  store = await openStore({ path: join(dir, 'paradeck.db'), log, clock });
  editing = createEditing({ store, clock, emit: (event) => pushes.push(event) });
  await store.acceptJob(sampleJob({ id: 'j' }));
  await store.finishJob('j', { state: 'done' }, sampleTranscript('j', '今天天汽好。'));
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

it('is what everybody reads from then on, told to all panels, and the recognised text is kept', async () => {
  const answer = await editing.edit('j', 0, [{ index: 0, count: 1, texts: ['今天天气好。'] }]);
  expect(answer).toMatchObject({ revision: 1, editedAt: clock.now() });
  expect(answer.changed).toMatchObject([
    { index: 0, sentences: [{ text: '今天天气好。' }], recognised: ['今天天汽好。'] },
  ]);
  expect(await readTranscript(store, 'j')).toMatchObject({ text: '今天天气好。', editedAt: clock.now() });
  expect((await readText(store, 'j')).punctuatedText).toBe('今天天气好。');
  expect(pushes).toEqual([{ type: 'transcript.edited', jobId: 'j', revision: 1 }]);
  expect(await editing.open('j')).toMatchObject({
    revision: 1,
    edited: [{ index: 0, written: 1, recognised: ['今天天汽好。'] }],
  });
  await editing.edit('j', 1, [{ index: 0, count: 1, texts: ['今天天汽好。'] }]);
  expect(await editing.open('j')).toEqual({
    transcript: { ...sampleTranscript('j', '今天天汽好。'), name: sampleJob({ id: 'j' }).name },
    revision: 2,
    edited: [],
  });
});

it('splits and merges, by one edit each, and says all that an edit touched', async () => {
  const halves = { index: 0, count: 1, texts: ['今天', '天汽好。'] };
  const split = await editing.edit('j', 0, [halves]);
  expect(split.changed).toMatchObject([{ index: 0, sentences: [{ toMs: 400 }, { fromMs: 400 }] }]);
  expect((await readTranscript(store, 'j')).sentences.map(({ text }) => text)).toEqual(['今天', '天汽好。']);
  expect((await editing.open('j')).edited).toEqual([{ index: 0, written: 2, recognised: ['今天天汽好。'] }]);
  const merged = await editing.edit('j', 1, [{ index: 0, count: 1, texts: ['今天天汽好。'] }]);
  expect(merged).toMatchObject({
    editedAt: null,
    changed: [{ sentences: [{ text: '今天天汽好。' }] }],
  });
  expect(await editing.open('j')).toMatchObject({ edited: [], transcript: { editedAt: null } });
});

it('refuses an edit made on an older text, and changes nothing then', async () => {
  await editing.edit('j', 0, [{ index: 0, count: 1, texts: ['甲。'] }]);
  const late = editing.edit('j', 0, [{ index: 0, count: 1, texts: ['乙。'] }]);
  await expect(late).rejects.toMatchObject({ code: 'transcript-edited', detail: { revision: 1, madeOn: 0 } });
  expect((await readTranscript(store, 'j')).text).toBe('甲。');
  await expect(editing.edit('j', 1, [{ index: 1, count: 1, texts: ['乙。'] }])).rejects.toMatchObject({
    code: 'bad-request',
  });
});

it('corrects the one text of a job that was skipped for another', async () => {
  await store.acceptJob(sampleJob({ id: 'k', name: '又.wav', state: 'skipped', sameAs: 'j' }));
  expect((await editing.open('k')).transcript).toMatchObject({ jobId: 'k', name: '又.wav' });
  await editing.edit('k', 0, [{ index: 0, count: 1, texts: ['甲。'] }]);
  expect((await readTranscript(store, 'j')).text).toBe('甲。');
  expect(pushes).toEqual([{ type: 'transcript.edited', jobId: 'j', revision: 1 }]);
});

it('says what there is none of', async () => {
  await store.acceptJob(sampleJob({ id: 'q', state: 'queued' }));
  await expect(editing.open('q')).rejects.toMatchObject({ code: 'job-not-finished' });
  await expect(editing.open('nobody')).rejects.toMatchObject({ code: 'job-not-found' });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from './store.ts';
import type { JobRecord, Store } from './storePort.ts';
import {
  quietLog as log,
  sampleClock as clock,
  sampleJob,
  sampleResult,
  sampleSegments,
  sampleTranscript,
} from './storeSample.ts';

let dir: string;
let store: Store;
const path = () => join(dir, 'paradeck.db');

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'store-'));
  store = await openStore({ path: path(), log, clock });
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function reopen(): Promise<void> {
  await store.close();
  store = await openStore({ path: path(), log, clock });
}

describe('jobs', () => {
  it('keeps every field of a job over a restart', async () => {
    const plain = sampleJob({ id: 'plain' });
    const full: JobRecord = {
      ...sampleJob({ id: 'full' }),
      target: { kind: 'instance', instanceId: 'gpu-0' },
      modelKey: 'abc:int8',
      state: 'failed',
      waiting: 'disk-full',
      failure: { code: 'file-unreadable', message: 'no', detail: { file: '文 "件".wav' } },
      startedAt: 1.5,
      endedAt: 2.5,
      decoder: 'ffmpeg 7',
      totalSamples: 10 ** 12,
      isTruncated: true,
      scannedSamples: 960_000,
      isScanned: true,
      vadState: 'x'.repeat(60_000),
      punct: ['', '，', '。'],
      punctCarry: '{"a":1}',
      punctSegments: 3,
      isPunctuated: true,
      ranOn: ['a', 'b'],
      device: 'cpu',
      deaths: 1,
      characters: 42,
      speechMs: 3,
      recognisedMs: 2,
    };
    await store.acceptJob(plain);
    await store.acceptJob(full);
    await reopen();
    expect(await store.job('plain')).toEqual(plain);
    expect(await store.job('full')).toEqual(full);
    expect(await store.job('none')).toBeUndefined();
  });

  it('changes only the fields of a patch', async () => {
    const job = sampleJob({ id: 'j', vadState: 's', punctCarry: 'c', ranOn: ['a'] });
    await store.acceptJob(job);
    await store.patchJob('j', { punct: ['。'] });
    await store.patchJob('j', { state: 'running', target: { kind: 'instance', instanceId: 'b' } });
    await store.patchJob('j', { deaths: 1, failure: null });
    await store.patchJob('j', {});
    expect(await store.job('j')).toEqual({
      ...job,
      punct: ['。'],
      state: 'running',
      target: { kind: 'instance', instanceId: 'b' },
      deaths: 1,
    });
  });

  it('refuses to patch, record speech for, reset or finish a job that is not there', async () => {
    const gone = { code: 'job-not-found' };
    await expect(store.patchJob('x', { state: 'done' })).rejects.toMatchObject(gone);
    await expect(store.resetJob('x')).rejects.toMatchObject(gone);
    await expect(store.finishJob('x', { state: 'done' }, sampleTranscript('x', '好'))).rejects.toMatchObject(
      gone,
    );
    await expect(
      store.recordSpeech('x', { scannedSamples: 1, isScanned: false, vadState: null }, sampleSegments(1)),
    ).rejects.toMatchObject(gone);
  });

  it('refuses the same id twice, and what came in the same commit stays', async () => {
    const outcomes = await Promise.allSettled(
      ['a', 'b', 'a', 'c'].map((id) => store.acceptJob(sampleJob({ id }))),
    );
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled']);
    expect((await store.unfinished()).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('gives the unfinished in order of acceptance, in whole', async () => {
    const states = [
      'queued',
      'done',
      'waiting',
      'paused',
      'failed',
      'decoding',
      'running',
      'cancelled',
    ] as const;
    await Promise.all(
      states.map((state, index) =>
        store.acceptJob(sampleJob({ id: state, state, acceptedAt: -index, punct: ['。'] })),
      ),
    );
    const unfinished = await store.unfinished();
    expect(unfinished.map(({ id }) => id)).toEqual(['queued', 'waiting', 'paused', 'decoding', 'running']);
    expect(unfinished[0]).toEqual(sampleJob({ id: 'queued', acceptedAt: 0, punct: ['。'] }));
  });

  it('forgets a removed job with all that hangs on it', async () => {
    await store.acceptJob(sampleJob({ id: 'j' }));
    await store.recordSpeech('j', { scannedSamples: 1, isScanned: true, vadState: 's' }, sampleSegments(2));
    await store.finishJob('j', { state: 'done' }, sampleTranscript('j', '你好'));
    await store.removeJobs(['j']);
    await store.removeJobs(['j']);
    expect(await store.job('j')).toBeUndefined();
    expect(await store.segments('j')).toEqual([]);
    expect(await store.transcript('j')).toBeUndefined();
    expect(await store.search('你', 10)).toEqual([]);
    await store.acceptJob(sampleJob({ id: 'j' }));
    expect(await store.segments('j')).toEqual([]);
  });
});

describe('transcripts', () => {
  async function finish(id: string, text: string): Promise<void> {
    await store.acceptJob(sampleJob({ id }));
    await store.finishJob(id, { state: 'done', endedAt: 7 }, sampleTranscript(id, text));
  }

  it('ends the job and keeps its transcript in one step', async () => {
    await finish('j', '今天天气好。');
    await reopen();
    expect(await store.transcript('j')).toEqual(sampleTranscript('j', '今天天气好。'));
    expect(await store.job('j')).toEqual(sampleJob({ id: 'j', state: 'done', endedAt: 7 }));
    expect(await store.transcript('none')).toBeUndefined();
  });

  it('replaces the transcript of a job that ran again', async () => {
    await finish('j', '旧的文字');
    await store.finishJob('j', { state: 'done' }, sampleTranscript('j', '新的文字'));
    expect((await store.transcript('j'))?.text).toBe('新的文字');
    expect(await store.search('旧', 10)).toEqual([]);
    expect(await store.search('新', 10)).toHaveLength(1);
  });

  it('keeps what persons wrote beside what was recognised, and finds it', async () => {
    await finish('j', '旧的文字。');
    const before = await store.edited('j');
    if (!before) throw new Error('no transcript');
    await store.editTranscript('j', { ...before, edits: [{ index: 0, count: 1, texts: ['新的文字。'] }] }, 9);
    await reopen();
    expect(await store.transcript('j')).toMatchObject({ text: '新的文字。', editedAt: 9 });
    const after = await store.edited('j');
    expect(after).toMatchObject({ recognised: sampleTranscript('j', '旧的文字。'), revision: 1 });
    expect((await store.search('新', 10))[0]?.snippet).toBe('新的文字。');
    expect(await store.search('旧', 10)).toEqual([]);
    if (!after) throw new Error('no transcript');
    await store.editTranscript('j', { ...after, edits: [] }, 10);
    expect(await store.transcript('j')).toEqual(sampleTranscript('j', '旧的文字。'));
    expect(await store.search('旧', 10)).toHaveLength(1);
  });

  it('takes of two edits on one revision the first', async () => {
    await finish('j', '旧的。');
    const before = await store.edited('j');
    if (!before) throw new Error('no transcript');
    const write = (text: string) =>
      store.editTranscript('j', { ...before, edits: [{ index: 0, count: 1, texts: [text] }] }, 9);
    const [first, second] = await Promise.allSettled([write('一。'), write('二。')]);
    expect(first.status).toBe('fulfilled');
    expect(second).toMatchObject({
      reason: { code: 'transcript-edited', detail: { revision: 1, madeOn: 0 } },
    });
    expect((await store.transcript('j'))?.text).toBe('一。');
  });

  it('keeps the edits of sentences that are found again when the job is redone', async () => {
    await finish('j', '旧的。');
    const before = await store.edited('j');
    if (!before) throw new Error('no transcript');
    await store.editTranscript('j', { ...before, edits: [{ index: 0, count: 1, texts: ['新的。'] }] }, 9);
    const again = sampleTranscript('j', '旧的。还有。');
    const [both] = again.sentences;
    const words = both?.words ?? [];
    const sentences = [
      { text: '旧的。', fromMs: 0, toMs: 600, words: words.slice(0, 3) },
      { text: '还有。', fromMs: 600, toMs: 1200, words: words.slice(3) },
    ];
    await store.finishJob('j', { state: 'done' }, { ...again, sentences });
    expect(await store.transcript('j')).toMatchObject({ text: '新的。还有。', editedAt: 9 });
    expect((await store.edited('j'))?.revision).toBe(2);
    await store.finishJob('j', { state: 'done' }, sampleTranscript('j', '别的。'));
    expect(await store.edited('j')).toMatchObject({ edits: [], editedAt: null, revision: 3 });
  });

  it('finds words of one and two characters, newest job first, in the sentence around them', async () => {
    await finish('one', '我们去北京。北京很大。');
    await finish('two', '上海。他在东京住。');
    expect(await store.search('京', 10)).toEqual([
      { jobId: 'two', name: 'two.wav', snippet: '他在东京住。', endedAt: 7 },
      { jobId: 'one', name: 'one.wav', snippet: '我们去北京。', endedAt: 7 },
    ]);
    expect((await store.search('北京', 10)).map(({ jobId }) => jobId)).toEqual(['one']);
    expect(await store.search('京', 1)).toHaveLength(1);
    expect(await store.search('" OR *', 10)).toEqual([]);
  });

  it('finds a transcript by the name of its file', async () => {
    await finish('周会', '大家好。');
    expect((await store.search('周会', 10)).map(({ snippet }) => snippet)).toEqual(['大家好。']);
  });
});

describe('closing', () => {
  it('commits what was handed in, answers twice, and refuses calls afterwards', async () => {
    await store.acceptJob(sampleJob({ id: 'j' }));
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: true, vadState: null }, sampleSegments(1));
    const recorded = store.recordResults('j', [{ index: 0, instanceId: 'a', result: sampleResult('好') }]);
    await Promise.all([store.close(), store.close(), recorded]);
    await expect(store.counts()).rejects.toMatchObject({ code: 'internal', message: 'The store is closed.' });
    store = await openStore({ path: path(), log, clock });
    expect((await store.segments('j'))[0]?.result?.text).toBe('好');
  });
});

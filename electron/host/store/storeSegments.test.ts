import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allowMs } from '../patience.ts';
import { openStore } from './store.ts';
import type { Store } from './storePort.ts';
import {
  quietLog as log,
  sampleClock as clock,
  sampleJob,
  sampleResult,
  sampleSegments,
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

const given = (index: number, text: string, instanceId = 'a') => ({
  index,
  instanceId,
  result: sampleResult(text),
});

describe('segments', () => {
  beforeEach(async () => {
    await store.acceptJob(sampleJob({ id: 'j' }));
  });

  it('keeps the detector and its segments together', async () => {
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: false, vadState: 's1' }, sampleSegments(2));
    await store.recordSpeech(
      'j',
      { scannedSamples: 18, isScanned: true, vadState: null },
      sampleSegments(1, 2),
    );
    expect(await store.job('j')).toMatchObject({ scannedSamples: 18, isScanned: true, vadState: null });
    expect(await store.segments('j')).toEqual(sampleSegments(3));
  });

  it('writes what comes with results together with them', async () => {
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: true, vadState: null }, sampleSegments(1));
    await store.recordResults('j', [given(0, '零')], { ranOn: ['a'], device: 'CPU' });
    expect((await store.segments('j'))[0]?.result?.text).toBe('零');
    expect(await store.job('j')).toMatchObject({ ranOn: ['a'], device: 'CPU', isScanned: true });
  });

  it('keeps the first result of a segment and ignores a second', async () => {
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: true, vadState: null }, sampleSegments(2));
    await store.recordResults('j', [given(1, '第一')]);
    await store.recordResults('j', [given(1, '第二', 'b'), given(0, '零', 'b')]);
    await reopen();
    expect((await store.segments('j')).map(({ instanceId, result }) => [instanceId, result?.text])).toEqual([
      ['b', '零'],
      ['a', '第一'],
    ]);
  });

  it('keeps an answered segment as it is where a window is played again', async () => {
    const progress = { scannedSamples: 9, isScanned: false, vadState: null };
    await store.recordSpeech('j', progress, sampleSegments(1));
    await store.recordResults('j', [given(0, '好')]);
    await store.recordSpeech('j', progress, sampleSegments(2));
    expect((await store.segments('j')).map(({ result }) => result?.text)).toEqual(['好', undefined]);
  });

  it('lets whoever asks next see results not committed yet', async () => {
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: true, vadState: null }, sampleSegments(1));
    const recorded = store.recordResults('j', [given(0, '好')]);
    expect((await store.segments('j'))[0]?.result).toEqual(sampleResult('好'));
    await recorded;
  });

  it('drops results of jobs and segments that are gone', async () => {
    await store.recordResults('gone', [given(0, '好')]);
    await store.recordResults('j', [given(7, '好')]);
    expect(await store.segments('j')).toEqual([]);
  });

  it('commits a lonely result within 200 ms', async () => {
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: true, vadState: null }, sampleSegments(9));
    const tookMs: number[] = [];
    for (const { index } of sampleSegments(9)) {
      const begun = performance.now();
      await store.recordResults('j', [given(index, '好')]);
      tookMs.push(performance.now() - begun);
    }
    // The median: other programs of the machine may hold up single ones.
    expect(tookMs.sort((a, b) => a - b)[4]).toBeLessThan(allowMs(200));
  });

  it('gives thousands of segments in file order', async () => {
    await store.recordSpeech(
      'j',
      { scannedSamples: 9, isScanned: true, vadState: null },
      sampleSegments(2500),
    );
    expect(await store.segments('j')).toEqual(sampleSegments(2500));
  });

  it('starts a file again from nothing, with what it was accepted with', async () => {
    await store.recordSpeech('j', { scannedSamples: 9, isScanned: true, vadState: 's' }, sampleSegments(2));
    await store.recordResults('j', [given(0, '好')]);
    await store.patchJob('j', { punct: ['。'], punctSegments: 1, totalSamples: 9, decoder: 'd', deaths: 1 });
    await store.resetJob('j');
    expect(await store.segments('j')).toEqual([]);
    expect(await store.job('j')).toEqual(sampleJob({ id: 'j', deaths: 1 }));
  });
});

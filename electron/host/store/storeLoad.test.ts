import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allowMs } from '../patience.ts';
import { openStore } from './store.ts';
import type { Store } from './storePort.ts';
import {
  quietLog as log,
  sampleClock as clock,
  sampleJob,
  sampleResult,
  sampleSegments,
  sampleTranscript,
} from './storeSample.ts';

const jobCount = 10_000;
/** What three hours of speech come to. */
const longSegments = 3000;
const longText = '今天我们讨论语音识别的显存用量，'.repeat(3400);
const longTranscript = sampleTranscript('long', longText);
const dir = mkdtempSync(join(tmpdir(), 'store-'));
const path = join(dir, 'paradeck.db');
let store: Store;

const say = (text: string) => process.stdout.write(`store: ${text}\n`);
const perSecond = (count: number, tookMs: number) => Math.round((count / tookMs) * 1000);

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

beforeAll(async () => {
  store = await openStore({ path, log, clock });
  const ids = Array.from({ length: jobCount }, (_, n) => `j${n}`);
  const tookMs = await timed(async () => {
    await Promise.all(ids.map((id, n) => store.acceptJob(sampleJob({ id, acceptedAt: n }))));
  });
  say(`${perSecond(jobCount, tookMs)} jobs/s accepted, all at once (FULL, shared commits)`);
  const text = longText.slice(0, 400);
  await Promise.all(
    ids.slice(0, 9000).map((id) => store.finishJob(id, { state: 'done' }, sampleTranscript(id, text))),
  );
  await store.recordSpeech(
    'j9999',
    { scannedSamples: 1, isScanned: true, vadState: null },
    sampleSegments(longSegments),
  );
}, 300_000);
afterAll(async () => {
  await store.close();
  rmSync(dir, { recursive: true });
});

async function pageThroughAll(): Promise<number> {
  let seen = 0;
  for (let before: string | undefined; ;) {
    const page = await store.page({ limit: 100, before });
    seen += page.jobs.length;
    if (page.next === null) return seen;
    before = page.next;
  }
}

/** Everything a busy host asks of its store within some seconds. */
async function work(pass: string): Promise<void> {
  const result = sampleResult('今天我们讨论语音识别的显存用量');
  const accept = async () => {
    for (let n = 0; n < 100; n++) {
      await store.acceptJob(sampleJob({ id: `${pass}-${n}` }));
      await store.patchJob(`${pass}-${n}`, { state: 'running' });
    }
  };
  const recognise = async () => {
    for (let index = 0; index < longSegments; index += 20) {
      await store.recordResults(
        'j9999',
        Array.from({ length: 20 }, (_, n) => ({ index: index + n, instanceId: 'a', result })),
      );
    }
  };
  const [seen] = await Promise.all([pageThroughAll(), accept(), recognise()]);
  expect(seen).toBeGreaterThanOrEqual(jobCount);
  await store.finishJob(`${pass}-0`, { state: 'done' }, longTranscript);
  expect((await store.segments('j9999')).length).toBe(longSegments);
  expect((await store.transcript(`${pass}-0`))?.text).toBe(longText);
  expect((await store.unfinished()).length).toBeGreaterThan(1000);
  expect(await store.search('显存', 50)).toHaveLength(50);
}

/**
 * Processor time of each turn of the main thread's loop, ms: what the store itself holds the thread up for.
 * The delay by the clock, printed beside it, has the machine's other programs in it.
 */
function watchTurns(): () => { maxMs: number; p99Ms: number } {
  const turns: number[] = [];
  let last = process.threadCpuUsage();
  let immediate = setImmediate(function note() {
    const now = process.threadCpuUsage();
    const busyMs = (now.user + now.system - last.user - last.system) / 1000;
    // Empty turns would make any percentile look good.
    if (busyMs >= 0.1) turns.push(busyMs);
    last = now;
    immediate = setImmediate(note);
  });
  return () => {
    clearImmediate(immediate);
    turns.sort((a, b) => a - b);
    return { maxMs: turns.at(-1) ?? Infinity, p99Ms: turns[Math.floor(turns.length * 0.99)] ?? Infinity };
  };
}

describe(`with ${jobCount} jobs`, () => {
  it('holds the main thread up for 50 ms at most', { timeout: 300_000 }, async () => {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await work('p1');
    delay.disable();
    // The best of three: other programs of the machine slow the processor's caches and clock, too.
    const passes = [];
    for (const pass of ['p2', 'p3', 'p4']) {
      const stop = watchTurns();
      await work(pass);
      passes.push(stop());
    }
    const maxMs = Math.min(...passes.map((pass) => pass.maxMs));
    const p99Ms = Math.min(...passes.map((pass) => pass.p99Ms));
    say(
      `main thread busy ${maxMs.toFixed(1)} ms at most in one turn, p99 ${p99Ms.toFixed(1)} ms; ` +
        `delay by the clock ${(delay.max / 1e6).toFixed(1)} ms at most, p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
    );
    expect(maxMs).toBeLessThanOrEqual(50);
  });

  it('opens and gives the first page within a second', { timeout: 120_000 }, async () => {
    const openAndPage = async () => {
      store = await openStore({ path, log, clock });
      expect((await store.page({ limit: 100 })).jobs).toHaveLength(100);
    };
    const tookMs = { closed: [] as number[], crashed: [] as number[] };
    for (let pass = 0; pass < 3; pass++) {
      await store.close();
      tookMs.closed.push(await timed(openAndPage));
      await store.close();
      writeFileSync(`${path}.open`, '');
      tookMs.crashed.push(await timed(openAndPage));
    }
    // The best of three: other programs of the machine may hold up the rest.
    const [closedMs, crashedMs] = [Math.min(...tookMs.closed), Math.min(...tookMs.crashed)];
    const mib = statSync(path).size / 2 ** 20;
    say(
      `${mib.toFixed(0)} MiB open with the first page in ${closedMs.toFixed(0)} ms; ` +
        `${crashedMs.toFixed(0)} ms with the check after a crash`,
    );
    expect(closedMs).toBeLessThan(allowMs(1000));
    expect(crashedMs).toBeLessThan(allowMs(1000));
  });

  it('says how fast it commits', { timeout: 120_000 }, async () => {
    const oneByOne = async (durable: boolean) => {
      for (let n = 0; n < 500; n++)
        await store.patchJob('j9998', durable ? { deaths: n } : { characters: n });
    };
    say(`${perSecond(500, await timed(() => oneByOne(true)))} commits/s one by one (FULL)`);
    say(`${perSecond(500, await timed(() => oneByOne(false)))} commits/s one by one (NORMAL)`);
    const segments = sampleSegments(20_000);
    await store.recordSpeech('j9997', { scannedSamples: 1, isScanned: true, vadState: null }, segments);
    const result = sampleResult('今天我们讨论语音识别的显存用量');
    const tookMs = await timed(() =>
      Promise.all(
        segments.map(({ index }) => store.recordResults('j9997', [{ index, instanceId: 'a', result }])),
      ),
    );
    say(`${perSecond(20_000, tookMs)} results/s (NORMAL, grouped)`);
    expect((await store.segments('j9997')).every((segment) => segment.result !== null)).toBe(true);
  });
});

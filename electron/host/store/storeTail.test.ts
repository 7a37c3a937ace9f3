import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { allowMs, isTorture } from '../patience.ts';
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

const tails = isTorture ? 600 : 100;
const jobsBefore = 10;
const jobsInLog = 25;
const dir = mkdtempSync(join(tmpdir(), 'store-'));
let file: Buffer;
let tail: Buffer;

/** Four commits, each with something to see afterwards. */
async function writeJob(store: Store, id: string): Promise<void> {
  await store.acceptJob(sampleJob({ id, state: 'running' }));
  await store.recordSpeech(
    id,
    { scannedSamples: 7, isScanned: true, vadState: 'v'.repeat(5000) },
    sampleSegments(3),
  );
  const results = sampleSegments(3).map(({ index }) => ({
    index,
    instanceId: 'a',
    result: sampleResult('好的'),
  }));
  // Asking makes the commit come at once.
  await Promise.all([store.recordResults(id, results), store.counts()]);
  await store.finishJob(id, { state: 'done' }, sampleTranscript(id, `第${id}份文字`));
}

type Commit = boolean | 'torn';

/** Whether a commit is there: by every trace of it, by none, or torn. */
function commitOf(...traces: boolean[]): Commit {
  return traces.every(Boolean) || (traces.some(Boolean) ? 'torn' : false);
}

/** For each commit in order, whether it is there. */
async function readCommits(store: Store, count: number): Promise<Commit[]> {
  const commits: Commit[] = [];
  for (let n = 0; n < count; n++) {
    const job = await store.job(`j${n}`);
    const segments = await store.segments(`j${n}`);
    const text = (await store.transcript(`j${n}`))?.text;
    commits.push(
      job !== undefined,
      commitOf(job?.scannedSamples === 7, job?.isScanned === true, segments.length === 3),
      segments.length > 0 && commitOf(...segments.map(({ result }) => result?.text === '好的')),
      commitOf(job?.state === 'done', text === `第j${n}份文字`),
    );
  }
  return commits;
}

beforeAll(async () => {
  const path = join(dir, 'whole.db');
  let store = await openStore({ path, log, clock });
  for (let n = 0; n < jobsBefore; n++) await writeJob(store, `j${n}`);
  await store.close();
  store = await openStore({ path, log, clock });
  for (let n = 0; n < jobsInLog; n++) await writeJob(store, `j${jobsBefore + n}`);
  // What a power cut would leave: nothing is being written, the log not yet folded in.
  file = readFileSync(path);
  tail = readFileSync(`${path}-wal`);
  await store.close();
});
afterAll(() => rmSync(dir, { recursive: true }));

/** mulberry32: damage n is the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function damageTail(seed: number): Buffer {
  const random = seeded(seed);
  const at = Math.floor(random() * tail.length);
  if (seed % 3 === 0) return tail.subarray(0, at);
  const damaged = Buffer.from(tail);
  if (seed % 3 === 1) damaged.fill(0, at, random() < 0.5 ? tail.length : at + 512);
  else damaged[at] = (damaged[at] ?? 0) ^ (1 << Math.floor(random() * 8));
  return damaged;
}

/** How many commits were found, and how long the opening took, ms. */
async function openDamaged(seed: number): Promise<{ commits: number; tookMs: number }> {
  const path = join(dir, String(seed), 'paradeck.db');
  mkdirSync(join(dir, String(seed)));
  writeFileSync(path, file);
  writeFileSync(`${path}-wal`, damageTail(seed));
  writeFileSync(`${path}.open`, '');
  const begun = performance.now();
  const store = await openStore({ path, log, clock });
  const tookMs = performance.now() - begun;
  const commits = await readCommits(store, jobsBefore + jobsInLog);
  await store.acceptJob(sampleJob({ id: 'next' }));
  await store.close();
  const db = new DatabaseSync(path);
  const verdict = db.prepare('PRAGMA integrity_check').get();
  db.close();
  const kept = commits.filter((commit) => commit === true).length;
  expect({ seed, problem: store.problem, verdict, commits }).toEqual({
    seed,
    problem: null,
    verdict: { integrity_check: 'ok' },
    commits: commits.map((_, index) => index < kept),
  });
  rmSync(join(dir, String(seed)), { recursive: true });
  return { commits: kept, tookMs };
}

it(
  `opens with ${tails} damaged logs, sound, with every commit up to some moment`,
  { timeout: tails * 2000 },
  async () => {
    const opened = [];
    for (let seed = 0; seed < tails; seed++) opened.push(await openDamaged(seed));
    const tookMs = opened.map((each) => each.tookMs).sort((a, b) => a - b);
    const commits = opened.map((each) => each.commits);
    const [typicalMs = 0, longestMs = 0] = [tookMs[Math.floor(tails / 2)], tookMs.at(-1)];
    process.stdout.write(
      `store: ${tails} damaged logs, 0 unsound, 0 without prefix; ${Math.min(...commits)} to ${Math.max(...commits)} ` +
        `of ${(jobsBefore + jobsInLog) * 4} commits; opened in ${typicalMs.toFixed(0)} ms (median), ${longestMs.toFixed(0)} ms (longest)\n`,
    );
    expect(Math.min(...commits)).toBeGreaterThanOrEqual(jobsBefore * 4);
    // The damages fell all over the log, not into one place.
    expect(new Set(commits).size).toBeGreaterThan(jobsInLog);
    expect(typicalMs).toBeLessThan(allowMs(1000));
  },
);

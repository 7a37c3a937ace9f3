import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { expect, it } from 'vitest';
import { isTorture } from '../patience.ts';
import { openStore } from './store.ts';
import type { JobSummary, Store } from './storePort.ts';
import { quietLog as log, sampleClock as clock, sampleTranscript } from './storeSample.ts';

const rounds = isTorture ? 1000 : 60;
/** Rounds on one file before a new one is begun: the check of each round looks at all of its file. */
const roundsPerFile = 10;
const victim = fileURLToPath(new URL('../../../e2e/fakes/storeVictim.ts', import.meta.url));

/** Kills the victim at a random moment; the lines it got out whole. */
async function runVictim(path: string, prefix: string): Promise<string[]> {
  const child = spawn(process.execPath, [victim, path, prefix], { stdio: ['ignore', 'pipe', 'inherit'] });
  const kill = () => child.kill('SIGKILL');
  let said = '';
  // One in eight dies at its start or while it opens the file; the others at work, after so many lines.
  let killIn = Math.random() < 1 / 8 ? setTimeout(kill, Math.random() * 300) : undefined;
  const lines = Math.random() ** 2 * 300;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
    if (said.split('\n').length > lines) killIn ??= setTimeout(kill, Math.random() * 10);
  });
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  clearTimeout(killIn);
  expect([code, signal]).toEqual([null, 'SIGKILL']);
  return said.split('\n').slice(0, -1);
}

interface Found {
  /** What the store holds, in the victim's words. */
  readonly facts: Set<string>;
  /** Jobs of which one half of a transaction is there without the other. */
  readonly torn: string[];
}

async function allJobs(store: Store): Promise<JobSummary[]> {
  const jobs: JobSummary[] = [];
  for (let before: string | undefined; ;) {
    const page = await store.page({ limit: 500, before });
    jobs.push(...page.jobs);
    if (page.next === null) return jobs;
    before = page.next;
  }
}

async function readFacts(store: Store): Promise<Found> {
  const found: Found = { facts: new Set(), torn: [] };
  const jobs = await allJobs(store);
  for (const { id, state, isScanned } of jobs) {
    found.facts.add(`accepted ${id}`);
    if (state === 'done') found.facts.add(`finished ${id}`);
    const [segments, transcript] = await Promise.all([store.segments(id), store.transcript(id)]);
    for (const { index, result } of segments) {
      if (result?.text === `${id}段${index}`) found.facts.add(`result ${id} ${index}`);
      else if (result) found.torn.push(`${id}: another text in segment ${index}`);
    }
    if (segments.length !== (isScanned ? 12 : 0)) found.torn.push(`${id}: ${segments.length} segments`);
    const wanted = state === 'done' ? sampleTranscript(id, `${id}的全文。`) : undefined;
    if (!isDeepStrictEqual(transcript, wanted)) found.torn.push(`${id}: its transcript`);
  }
  const done = jobs.filter(({ state }) => state === 'done').length;
  const hits = await store.search('的全文', 100_000);
  if (hits.length !== done) found.torn.push(`${hits.length} hits for ${done} transcripts`);
  return found;
}

function lostOf(lines: readonly string[], { facts }: Found): string[] {
  const idsOf = (what: string) =>
    new Set(lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1)));
  // A removal may be committed and not said yet: such a job may be there or not.
  const removing = idsOf('removing');
  const acknowledged = lines.filter(
    (line) => /^(accepted|result|finished) /.test(line) && !removing.has(line.split(' ')[1] ?? ''),
  );
  const back = [...idsOf('removed')].filter((id) => facts.has(`accepted ${id}`));
  return [...acknowledged.filter((line) => !facts.has(line)), ...back.map((id) => `removed ${id}`)];
}

function integrityOf(path: string): unknown {
  const db = new DatabaseSync(path);
  const verdict = db.prepare('PRAGMA integrity_check').get()?.['integrity_check'];
  db.close();
  return verdict;
}

it(
  `loses nothing acknowledged over ${rounds} kills at random moments`,
  { timeout: rounds * 10_000 },
  async () => {
    const dir = mkdtempSync(join(tmpdir(), 'store-'));
    let path = '';
    let lines: string[] = [];
    let acknowledged = 0;
    for (let round = 0; round < rounds; round++) {
      if (round % roundsPerFile === 0) {
        path = join(dir, `${round}.db`);
        lines = [];
      }
      const said = await runVictim(path, `r${round}`);
      lines.push(...said);
      acknowledged += said.filter((line) => !/^(open|removing)/.test(line)).length;
      const store = await openStore({ path, log, clock });
      const found = await readFacts(store);
      await store.close();
      expect({ round, problem: store.problem, torn: found.torn, lost: lostOf(lines, found) }).toEqual({
        round,
        problem: null,
        torn: [],
        lost: [],
      });
      if (round % roundsPerFile === roundsPerFile - 1) expect(integrityOf(path)).toBe('ok');
    }
    rmSync(dir, { recursive: true });
    process.stdout.write(`store: ${rounds} kills, ${acknowledged} acknowledged writes, 0 lost, 0 torn\n`);
    expect(acknowledged).toBeGreaterThan(rounds * 10);
  },
);

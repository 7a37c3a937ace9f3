import { chmod, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GpusView } from '../../contract/gpu.ts';
import { pollTimeoutMs } from '../../core/gpu/gpuPoll.ts';
import { allowMs } from '../patience.ts';
import { openGpus } from './gpus.ts';
import { runProbe } from './runProbe.ts';

/** Beyond the deadline a hung question may take. */
const beyondMs = 250;
let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-hung-'));
  // Handed on to whatever the programs start, so that each of them is found.
  vi.stubEnv('PARADECK_TRIAL', dir);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(dir, { recursive: true });
});

/** A program that notes when it is started beside one of its own that still runs. */
async function writeProgram(name: string, script: string): Promise<{ path: string; log: string }> {
  const [path, log] = [join(dir, name), join(dir, `${name}.log`)];
  const lines = [
    '#!/bin/sh',
    `for pid in $(cat '${log}' 2>/dev/null); do kill -0 "$pid" 2>/dev/null && echo beside >> '${log}'; done`,
    `echo $$ >> '${log}'`,
    script,
    '',
  ];
  await writeFile(path, lines.join('\n'));
  await chmod(path, 0o755);
  return { path, log };
}

/** Pids of what was started from here and still runs. */
async function listLeft(): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  const marks = pids.map(async (pid) => {
    const environ = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    return environ.includes(`PARADECK_TRIAL=${dir}`) ? [pid] : [];
  });
  return (await Promise.all(marks)).flat();
}

const header = 'index, uuid, name, memory.total [MiB], memory.used [MiB]';
const answer = `printf '${header}\\n0, GPU-aaaa, L40S, 24576 MiB, 600 MiB\\n'`;

/** What the program does, and what is then known. */
const ways: Record<string, { script: string; fault: string | null }> = {
  hangs: { script: 'exec sleep 300', fault: 'timed-out' },
  'ignores TERM': { script: `trap '' TERM INT HUP; while :; do sleep 1; done`, fault: 'timed-out' },
  'has a child that holds the pipes': { script: 'sleep 300 & sleep 300', fault: 'timed-out' },
  'says half and hangs': { script: `printf '${header}\\n0, GPU-a'; sleep 300`, fault: 'timed-out' },
  'answers, and leaves a child with the pipes': { script: `sleep 300 & ${answer}`, fault: null },
  'floods, and its child too': { script: 'yes & exec yes no >&2', fault: 'failed' },
  'kills itself': { script: 'kill -9 $$', fault: 'failed' },
};

async function watchIt(
  name: string,
  script: string,
): Promise<{ view: GpusView; tookMs: number[]; log: string }> {
  const { path, log } = await writeProgram(name, script);
  const gpus = openGpus({
    programs: () => [[path]],
    isSimulated: false,
    clock: { now: () => Date.now() },
    workersOn: () => [],
    isBlamed: () => false,
    isSeen: () => true,
    onNews: () => undefined,
    run: runProbe,
  });
  const tookMs: number[] = [];
  for (let look = 0; look < 2; look += 1) {
    const beganAt = performance.now();
    await gpus.look();
    tookMs.push(performance.now() - beganAt);
  }
  const view = gpus.view();
  // A third question is out when it closes.
  void gpus.look();
  await gpus.close();
  return { view, tookMs, log };
}

test('whatever nvidia-smi does, each look settles in time, none is beside another, and nothing is left', async () => {
  const names = Object.keys(ways);
  const delays = monitorEventLoopDelay({ resolution: 5 });
  delays.enable();
  const watched = await Promise.all(names.map((name) => watchIt(name, ways[name]?.script ?? '')));
  for (const [index, { view, tookMs, log }] of watched.entries()) {
    const name = names[index] ?? '';
    expect(view.fault?.fault ?? null, name).toBe(ways[name]?.fault);
    expect(await readFile(log, 'utf8'), name).not.toContain('beside');
    // A look may come after the one of the opening.
    for (const ms of tookMs) expect(ms, name).toBeLessThan(2 * pollTimeoutMs + allowMs(beyondMs));
  }
  const longest = Math.max(...watched.flatMap(({ tookMs }) => tookMs));
  const [longestMs, p99Ms] = [longest, delays.percentile(99) / 1e6].map(Math.round);
  process.stdout.write(
    `hung nvidia-smi: ${names.length} ways at once, longest look ${longestMs} ms, event loop p99 ${p99Ms} ms\n`,
  );
  await vi.waitFor(async () => expect(await listLeft()).toEqual([]), { timeout: 30_000 });
}, 120_000);

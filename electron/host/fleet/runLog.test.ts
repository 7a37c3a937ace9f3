import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LogLine } from '../../contract/push.ts';
import { openRunLog } from './runLog.ts';
import { listRuns, nameChunk, readPage, sweepRuns } from './runLogPages.ts';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
let dir = '';

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'paradeck-runlog-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

function open(runId = 'run-1', pushed: LogLine[] = []) {
  const clock = { now: () => Date.UTC(2026, 0, 2) };
  return openRunLog({ dir, runId, clock, log: silent, onLine: (line) => pushed.push(line) });
}

async function sizeOf(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

describe('the log of a run', () => {
  it('reads back what came, plain, with offsets that page backwards without gap or overlap', async () => {
    const pushed: LogLine[] = [];
    const log = open('run-1', pushed);
    for (let index = 0; index < 1_000; index += 1)
      log.append(Buffer.from(`\u001b[31mline ${index} 中文\u001b[0m\r\n`));
    log.append(Buffer.from('no newline'));
    await log.close();
    const all: LogLine[] = [];
    let before: number | undefined;
    for (;;) {
      const page = await readPage(dir, 'run-1', { beforeOffset: before, limit: 77 });
      if (page.length === 0) break;
      all.unshift(...page);
      before = page[0]?.offset;
    }
    expect(all).toEqual(pushed);
    expect(all.map((line) => line.text)).toEqual([
      ...Array.from({ length: 1_000 }, (_, index) => `line ${index} 中文`),
      'no newline',
    ]);
    expect(all[0]?.at).toBe(Date.UTC(2026, 0, 2));
  });

  it('stays under 10 MiB, keeps the newest lines, and offsets hold across what was thrown away', async () => {
    const pushed: LogLine[] = [];
    const log = open('run-1', pushed);
    const block = Buffer.from(`${'x'.repeat(99)}\n`.repeat(2_000));
    for (let mib = 0; mib < 30 * 5; mib += 1) {
      log.append(block);
      await log.flush();
    }
    log.note('the end');
    await log.close();
    expect(await sizeOf(dir)).toBeLessThanOrEqual(10 * 1024 * 1024);
    const newest = await readPage(dir, 'run-1', { limit: 5_000 });
    expect(newest).toEqual(pushed.slice(-5_000));
    expect(newest.at(-1)?.text).toBe('[paradeck] the end');
    expect(await readPage(dir, 'run-1', { beforeOffset: 1_000, limit: 10 })).toEqual([]);
  }, 60_000);

  it('where the disk is slow leaves out the oldest lines, counts them, and keeps the newest', async () => {
    const pushed: LogLine[] = [];
    const log = open('run-1', pushed);
    // All in one turn: the disk has no chance to keep up.
    for (let index = 0; index < 40; index += 1) log.append(Buffer.from(`${'y'.repeat(99)}\n`.repeat(1_000)));
    log.append(Buffer.from('the last words\n'));
    expect(log.last(1)).toEqual(['the last words']);
    await log.close();
    const lines = await readPage(dir, 'run-1', { limit: 5_000 });
    expect(lines).toEqual(pushed.slice(-5_000));
    expect(lines.at(-1)?.text).toBe('the last words');
    const [notice] = pushed;
    const leftOut = Number(/^\[paradeck\] (\d+) lines left out/.exec(notice?.text ?? '')?.[1]);
    expect(leftOut + pushed.length - 1).toBe(40_001);
    // The newest 64 KiB at the least.
    expect(pushed.length).toBeGreaterThan(656);
  });

  it('never sweeps away a run that begins meanwhile', async () => {
    for (let round = 0; round < 300; round += 1) {
      const fresh = join(dir, String(round));
      await mkdir(fresh);
      const file = join(fresh, nameChunk('20260101-000000', 0));
      await Promise.all([sweepRuns(fresh), writeFile(file, '')]);
      expect(existsSync(file)).toBe(true);
    }
  });

  it('keeps the last five runs', async () => {
    for (let index = 1; index <= 8; index += 1) {
      const log = open(`run-${index}`);
      log.note('hello');
      await log.close();
    }
    await sweepRuns(dir);
    expect(await listRuns(dir)).toEqual(['run-8', 'run-7', 'run-6', 'run-5', 'run-4']);
    expect(await readPage(dir, 'run-3', { limit: 5 })).toEqual([]);
  });
});

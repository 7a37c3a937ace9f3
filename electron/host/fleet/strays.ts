/** Workers that a former host left behind are ended before new ones start; nobody else's process is touched. */
import { readFileSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Found, type Stamp, planStrays } from '../../core/supervise/planStrays.ts';
import { parseProcessTable, planProcessTable } from '../../core/supervise/processTable.ts';
import { readProcessMark } from '../home/processStart.ts';
import type { Log } from '../ports.ts';
import { runProbe } from '../box/runProbe.ts';
import { killTree } from './child.ts';
import { readNonce, readPidSpace, readStamps, stampsDir } from './stamps.ts';

/** A process table that hangs costs the start no more than this. */
const TABLE_MS = 5_000;
/** How long killed strays are waited for: their cards' memory should be free before anything is started. */
const GONE_MS = 2_000;

/** For the host that holds the home's lock, before it spawns anything. Settles when the strays have gone. */
export async function endStrays({ home, log }: { readonly home: string; readonly log: Log }): Promise<void> {
  const stamps = await readStamps(home);
  if (stamps.length > 0) {
    const found = await findProcesses(stamps);
    const here = { platform: process.platform, pidSpace: readPidSpace() };
    const pids = planStrays(stamps, found, here);
    if (pids.length > 0) log.warn('Workers of a former host are ended', { pids: pids.join(', ') });
    for (const pid of pids) endOne(pid, stamps);
    await waitUntilGone(pids);
  }
  await rm(stampsDir(home), { recursive: true, force: true });
}

/** A worker goes with its whole group; what it forked goes alone, its group's number being the worker's. */
function endOne(pid: number, stamps: readonly Stamp[]): void {
  if (stamps.some((stamp) => stamp.pid === pid)) return killTree(pid);
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has gone meanwhile.
  }
}

async function waitUntilGone(pids: readonly number[]): Promise<void> {
  for (const end = Date.now() + GONE_MS; Date.now() < end; await sleep(20)) {
    const marks = await Promise.all(pids.map(readProcessMark));
    if (marks.every((mark) => mark === null)) return;
  }
}

async function findProcesses(stamps: readonly Stamp[]): Promise<Found[]> {
  const wanted = new Set(stamps.map(({ pid }) => pid));
  if (process.platform !== 'linux') return askTable([...wanted]);
  const near = readdirSync('/proc')
    .map(Number)
    .filter(Number.isInteger)
    .map((pid) => ({ pid, group: readGroup(pid) }))
    .filter(({ pid, group }) => wanted.has(pid) || (group !== null && wanted.has(group)));
  return Promise.all(near.map(describeProcess));
}

async function describeProcess({ pid, group }: { pid: number; group: number | null }): Promise<Found> {
  const started = (await readProcessMark(pid))?.started ?? null;
  return { pid, group, started, nonce: readNonce(pid), command: null, startedAt: null };
}

/** proc(5): pgrp is field 5, counted after the name, which is in brackets and may hold anything. */
function readGroup(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2]);
  } catch {
    return null;
  }
}

async function askTable(pids: readonly number[]): Promise<Found[]> {
  const { file, args } = planProcessTable(process.platform, pids);
  const { stdout } = await runProbe([file, ...args], { timeoutMs: TABLE_MS });
  return parseProcessTable(process.platform, stdout);
}

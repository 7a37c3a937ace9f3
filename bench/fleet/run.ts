/**
 * 40 files, from a clip to 20 minutes, on four instances: a drop of all of them against the least time their work can
 * take, and files that come one by one against the same engine in four workers that take whole files behind nginx.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { compareArrivals } from './arrivals.ts';
import { repeatDrops, tellDrops } from './drops.ts';
import { findNginx } from './nginx.ts';
import { makeSounds } from './sounds.ts';

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-fleet-'));
  try {
    ports.say('joining the samples to files');
    const sounds = await makeSounds(dir);
    const drops = await repeatDrops(ports, sounds);
    const rows = tellDrops(sounds, drops);
    if (!(await findNginx())) {
      ports.say('no nginx here: files that come one by one are SKIPPED; apt-get install nginx-light');
      return { rows, ratios: [] };
    }
    const arrived = await compareArrivals(ports, sounds, drops);
    return { rows: [...rows, ...arrived.rows], ratios: arrived.ratios };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

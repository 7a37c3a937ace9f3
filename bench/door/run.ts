/**
 * The door for programs before the pipeline: what it adds to a request's time beside nginx before the same door, what a
 * large upload costs in memory, and what becomes of five times as much work as the box can do.
 */
import { join } from 'node:path';
import { openBox, samplesDir } from '../../e2e/box.ts';
import { findDoor } from '../../e2e/doorClients.ts';
import { findNginx } from '../fleet/nginx.ts';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { measureAdded } from './added.ts';
import { measureOverload } from './overload.ts';
import { measureUploads } from './uploads.ts';

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const box = await openBox();
  try {
    const port = Number(new URL(await findDoor(box)).port);
    const path = join(samplesDir, 'hello-5s.wav');
    if (!(await findNginx())) ports.say('no nginx here: its rows are left out; apt-get install nginx-light');
    const bench = { say: ports.say, box, port, path, hasNginx: await findNginx() };
    const { capacity, ...added } = await measureAdded(bench);
    const parts = [added, await measureUploads(bench), await measureOverload({ ...bench, capacity })];
    return { rows: parts.flatMap(({ rows }) => rows), ratios: parts.flatMap(({ ratios }) => ratios) };
  } finally {
    await box.close();
  }
}

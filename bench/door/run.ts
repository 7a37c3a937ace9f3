/**
 * The door for programs before the pipeline: what it adds to a request's time beside nginx before the same door, what a
 * large upload costs in memory, and what becomes of five times as much work as the box can do.
 *
 * Overload is judged on paced devices (bench/paced), which leave the cores to the rest as cards do. Where the workers
 * compute on the host's own two cores, a flood of four hundred files a second, 160 kB each, takes more than one core for
 * host and client, and the capacity, measured without it, is not to be had: that run is printed beside, and not judged.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBox, samplesDir } from '../../e2e/box.ts';
import type { Box } from '../../e2e/box.ts';
import { findDoor } from '../../e2e/doorClients.ts';
import { findNginx } from '../fleet/nginx.ts';
import { openFleet } from '../fleet/ours.ts';
import type { BenchOutcome, BenchPorts } from '../outcome.ts';
import { cardPace, writePacedPython } from '../paced/pacedPython.ts';
import { measureAdded, measureCapacity } from './added.ts';
import { judgeOverload, measureOverload, tellOverload } from './overload.ts';
import { openSender, readForm } from './sender.ts';
import { measureUploads } from './uploads.ts';

const path = join(samplesDir, 'hello-5s.wav');
const devices = 2;
/** A device reaches its speed with full batches: 8 that wait leave two of them a quarter short. */
const waitingForDevices = 64;
/** Odd, so that a median is a window. */
const judgedWindows = 3;

export async function runBenchmark(ports: BenchPorts): Promise<BenchOutcome> {
  const parts = [await measureComputing(ports), await measurePaced(ports)];
  return { rows: parts.flatMap(({ rows }) => rows), ratios: parts.flatMap(({ ratios }) => ratios) };
}

async function measureComputing({ say }: BenchPorts): Promise<BenchOutcome> {
  const box = await openBox();
  try {
    const hasNginx = await findNginx();
    if (!hasNginx) say('no nginx here: its rows are left out; apt-get install nginx-light');
    const bench = { say, box, port: await findPort(box), path, hasNginx };
    const { capacity, ...added } = await measureAdded(bench);
    const uploads = await measureUploads(bench);
    const overload = await measureOverload({ ...bench, capacity, windows: 1 });
    const shared = tellOverload('5 × capacity, computing (not judged)', overload);
    return {
      rows: [...added.rows, ...uploads.rows, ...shared],
      ratios: [...added.ratios, ...uploads.ratios],
    };
  } finally {
    await box.close();
  }
}

async function measurePaced(ports: BenchPorts): Promise<BenchOutcome> {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-door-'));
  try {
    const pythonPath = await writePacedPython(dir, ports, cardPace);
    const { box, close } = await openFleet(devices, { pythonPath });
    try {
      const port = await findPort(box);
      const sender = openSender(port);
      ports.say('capacity of the paced devices');
      const capacity = await measureCapacity(sender, await readForm(path), waitingForDevices).finally(() =>
        sender.close(),
      );
      const seen = await measureOverload({ ...ports, box, port, path, capacity, windows: judgedWindows });
      const pace = `${devices} of ${cardPace.speedX} × real time, sleeping`;
      return {
        rows: tellOverload(`5 × capacity, paced (${pace})`, seen),
        ratios: judgeOverload('paced', seen),
      };
    } finally {
      await close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function findPort(box: Box): Promise<number> {
  return Number(new URL(await findDoor(box)).port);
}

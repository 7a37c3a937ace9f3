/** Where the time still goes, from files to text on the embedded engine: by process, and in the workers by stage. */
import { join } from 'node:path';
import { execa } from 'execa';
import { demoDir } from '../../e2e/worker.ts';
import type { BenchPorts, BenchRow } from '../outcome.ts';
import { readOwnS, readTree } from '../processTree.ts';
import { openWarm, transcribe } from './fleet.ts';

interface Clips {
  readonly paths: readonly string[];
  readonly warmup: string;
}

const title = 'where the time goes, onnx engine';

export async function measureStages(ports: BenchPorts, clips: Clips): Promise<readonly BenchRow[]> {
  ports.say(`${title}: host and workers together, then the workers' stages one after another`);
  const rows = { ...(await measureProcesses(clips)), ...(await measureWorkers(ports, clips)) };
  return Object.entries(rows).map(([what, value]) => ({ what: `${title}: ${what}`, value, unit: 's' }));
}

/** Processor time of the host and of its workers beside each other; both cores' siblings share their units. */
async function measureProcesses({ paths, warmup }: Clips): Promise<Readonly<Record<string, number>>> {
  const box = await openWarm({ patch: { engine: 'onnx', pythonPath: null }, warmup });
  const read = async (): Promise<{ host: number; all: number }> => {
    return { host: await readOwnS(box.pid), all: (await readTree(box.pid)).cpuS };
  };
  try {
    const [before, startedAt] = [await read(), performance.now()];
    await transcribe(box, paths);
    const [wallS, after] = [(performance.now() - startedAt) / 1000, await read()];
    const host = after.host - before.host;
    const workers = after.all - before.all - host;
    return { 'by the clock': wallS, 'processor, host': host, 'processor, front and instance': workers };
  } finally {
    await box.close();
  }
}

/** Seconds of each stage, alone on one core. */
async function measureWorkers(
  { root, python }: BenchPorts,
  { paths }: Clips,
): Promise<Readonly<Record<string, number>>> {
  const script = join(root, 'bench', 'short-clips', 'stages.py');
  const { stdout } = await execa(python.onnx, [script, join(demoDir('asr'), '..')], {
    input: JSON.stringify(paths),
    // As the host starts its workers.
    env: { PYTHONPATH: join(root, 'python'), OPENBLAS_NUM_THREADS: '1' },
  });
  const seconds = JSON.parse(stdout) as Record<string, number>;
  return Object.fromEntries(Object.entries(seconds).map(([stage, value]) => [`worker, ${stage}`, value]));
}

/** The ends of the logs in the data home: the host's, of the requests, and of each worker's newest runs. */
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogTail } from '../../core/diagnostics/renderBundle.ts';
import { listRuns, readPage } from '../fleet/runLogPages.ts';

/** Of a log that goes on from run to run. */
const tailBytes = 512 * 1024;
const runsOfWorker = 2;
const linesOfRun = 500;

export async function readLogTails(logs: string): Promise<LogTail[]> {
  const entries = await readdir(logs, { withFileTypes: true }).catch(() => []);
  const workers = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const tails = await Promise.all(workers.map((name) => readWorker(join(logs, name), name)));
  const own: LogTail[] = [
    { part: 'host-log', name: 'host', lines: await readTail(join(logs, 'host.log')) },
    { part: 'request-log', name: 'requests', lines: await readTail(join(logs, 'requests.log')) },
  ];
  return [...own.filter(({ lines }) => lines.length > 0), ...tails.flat()];
}

async function readWorker(dir: string, id: string): Promise<LogTail[]> {
  const runs = (await listRuns(dir)).slice(0, runsOfWorker);
  return await Promise.all(
    runs.map(async (run) => {
      const lines = await readPage(dir, run, { limit: linesOfRun });
      const stamped = lines.map(({ at, text }) => `${new Date(at).toISOString()} ${text}`);
      return { part: 'worker-logs', name: `${id}/${run}`, lines: stamped };
    }),
  );
}

/** Its last whole lines; none where it cannot be read. */
async function readTail(path: string): Promise<string[]> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return [];
  try {
    const { size } = await file.stat();
    const start = Math.max(0, size - tailBytes);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start);
    const lines = buffer.toString('utf8', 0, bytesRead).split('\n').filter(Boolean);
    return start > 0 ? lines.slice(1) : lines;
  } finally {
    await file.close();
  }
}

/** Where the logs of each worker's runs are kept: home/logs/NAME. */
import { rm, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { LogLine } from '../../contract/push.ts';
import { renderRunId } from '../../core/supervise/runId.ts';
import type { Clock, Log } from '../ports.ts';
import { type RunLog, openRunLog } from './runLog.ts';
import { listRuns, readPage, sweepRuns } from './runLogPages.ts';

export interface Runs {
  /** Begins a run; the oldest beyond those kept are removed. */
  open(name: string, onLine: (runId: string, line: LogLine) => void): RunLog;
  read(
    name: string,
    query: { runId?: string | undefined; beforeOffset?: number | undefined; limit: number },
  ): Promise<{ runs: string[]; runId: string | null; lines: LogLine[] }>;
  remove(name: string): Promise<void>;
}

export function openRuns(ports: { readonly home: string; readonly clock: Clock; readonly log: Log }): Runs {
  const newest = new Map<string, RunLog>();
  const dirOf = (name: string): string => join(ports.home, 'logs', name);
  return {
    open(name, onLine) {
      const dir = dirOf(name);
      const runId = renderRunId(ports.clock.now(), newest.get(name)?.runId ?? null);
      const { clock, log } = ports;
      const run = openRunLog({ dir, runId, clock, log, onLine: (line) => onLine(runId, line) });
      newest.set(name, run);
      void sweepRuns(dir).catch((thrown: unknown) =>
        log.warn('Old run logs stay', { thrown: String(thrown) }),
      );
      return run;
    },
    async read(name, { runId, beforeOffset, limit }) {
      const open = newest.get(name);
      await open?.flush();
      const runs = await listRuns(dirOf(name));
      const wanted = runId ?? open?.runId ?? runs[0] ?? null;
      if (wanted === null) return { runs, runId: null, lines: [] };
      return { runs, runId: wanted, lines: await readPage(dirOf(name), wanted, { beforeOffset, limit }) };
    },
    async remove(name) {
      newest.delete(name);
      await rm(dirOf(name), { recursive: true, force: true });
      // Its processes' working directory; a file that one of them left there keeps it.
      await rmdir(join(ports.home, 'instances', name)).catch(() => undefined);
    },
  };
}

/**
 * For tests, before a host begins (`--import`, or imported): with PARADECK_MEASURED it writes what it holds into that file
 * of its home at each SIGUSR2.
 */
import { createHook } from 'node:async_hooks';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

/** What a host holds without what only waits to be collected. */
export interface Held {
  /** With those that keep nothing alive, which Node's own list leaves out. */
  readonly timers: number;
  readonly heapMiB: number;
}

const name = process.env['PARADECK_MEASURED'];
if (name !== undefined && isMainThread) answerMeasures(join(process.env['PARADECK_HOME'] ?? '', name));

function answerMeasures(file: string): void {
  const timers = new Set<number>();
  createHook({
    trackPromises: false,
    init: (id, type) => {
      if (type === 'Timeout') timers.add(id);
    },
    destroy: (id) => void timers.delete(id),
  }).enable();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  process.on('SIGUSR2', () => {
    collect();
    const heapMiB = process.memoryUsage().heapUsed / 1024 ** 2;
    const held: Held = { timers: timers.size, heapMiB };
    writeFileSync(file, JSON.stringify(held));
  });
}

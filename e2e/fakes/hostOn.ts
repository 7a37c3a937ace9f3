/**
 * For tests: a headless host on the root named and the home of PARADECK_HOME, with a door for programs; prints its link,
 * ends on SIGTERM. With PARADECK_MEASURED it writes what it holds into its home's `measured.json` at each SIGUSR2.
 */
import { createHook } from 'node:async_hooks';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { openHost } from '../../electron/host/host.ts';

const home = process.env['PARADECK_HOME'] ?? '';
if (process.env['PARADECK_MEASURED'] !== undefined) answerMeasures(join(home, 'measured.json'));
const [root = ''] = process.argv.slice(2);
const host = await openHost({ root, home, shell: 'headless' });
process.once('SIGTERM', () => void host.close());
const door = await host.openPanel({ host: '127.0.0.1', port: 0, allowedHosts: [] });
await host.openDoors();
process.stdout.write(`${door.createLink()}\n`);

/** Timers that keep nothing alive, too (Node's own list leaves them out), and the heap without garbage. */
function answerMeasures(file: string): void {
  const timers = new Set<number>();
  createHook({
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
    writeFileSync(file, JSON.stringify({ timers: timers.size, heapMiB }));
  });
}

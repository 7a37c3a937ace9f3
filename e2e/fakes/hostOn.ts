/**
 * For tests: a headless host on the root named and the home of PARADECK_HOME, with a door for programs; prints its link,
 * ends on SIGTERM. With PARADECK_COUNT_TIMERS it writes how many timers are set into its home's `timers` at each SIGUSR2.
 */
import { createHook } from 'node:async_hooks';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openHost } from '../../electron/host/host.ts';

const home = process.env['PARADECK_HOME'] ?? '';
if (process.env['PARADECK_COUNT_TIMERS'] !== undefined) countTimers(join(home, 'timers'));
const [root = ''] = process.argv.slice(2);
const host = await openHost({ root, home, shell: 'headless' });
process.once('SIGTERM', () => void host.close());
const door = await host.openPanel({ host: '127.0.0.1', port: 0, allowedHosts: [] });
await host.openDoors();
process.stdout.write(`${door.createLink()}\n`);

/** Those that keep nothing alive, too: Node's own list leaves them out. */
function countTimers(file: string): void {
  const timers = new Set<number>();
  createHook({
    init: (id, type) => {
      if (type === 'Timeout') timers.add(id);
    },
    destroy: (id) => void timers.delete(id),
  }).enable();
  process.on('SIGUSR2', () => writeFileSync(file, String(timers.size)));
}

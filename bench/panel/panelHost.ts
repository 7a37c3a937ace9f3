/**
 * The host of the benchmark, a process of its own: `node panelHost.ts HOME HISTORY`, HISTORY being a file of samples, a JSON
 * object a line.
 * Over its channel it says {url} once it is open, and how late its loop is when asked (hostChild.ts).
 */
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { UsageSample } from '../../electron/contract/machine.ts';
import { answerLoopDelay } from '../hostChild.ts';
import { box, planInstances } from './fleetPlan.ts';

const [, , home = '', history = ''] = process.argv;
const instances = planInstances(join(home, 'simulation', 'workers'));
const running = instances.map(({ id }) => id);
await writeFile(join(home, 'instances.json'), JSON.stringify({ instances, running }));
// As the command line loads it: what is cached need not be compiled, nor the compiler loaded.
enableCompileCache();
const { findPython } = await import('../../electron/host/box/findPython.ts');
const { openHost } = await import('../../electron/host/host.ts');
const root = fileURLToPath(new URL('../..', import.meta.url));
const { path: python } = await findPython();
// Line by line: what a large file leaves in memory is not the host's.
const usageBefore: UsageSample[] = [];
for await (const line of createInterface(createReadStream(history))) {
  usageBefore.push(JSON.parse(line) as UsageSample);
}
const host = await openHost({
  home,
  root,
  shell: 'headless',
  simulatedBox: box,
  workerCommand: [python, join(root, 'e2e', 'fakes', 'worker.py')],
  usageBefore,
});
const door = await host.openPanel({ host: '127.0.0.1', port: 0 });
answerLoopDelay();
process.once('disconnect', () => void host.close());
process.send?.({ url: door.createLink() });

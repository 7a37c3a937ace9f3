/**
 * The host of the benchmark, a process of its own: `node manyHost.ts HOME`, its workers fakes that answer at once.
 * Over its channel it says "open", and how late its loop is when asked (hostChild.ts).
 */
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answerLoopDelay } from '../hostChild.ts';

const [, , home = ''] = process.argv;
// As the command line loads it: what is cached need not be compiled, nor the compiler loaded.
enableCompileCache();
const { findPython } = await import('../../electron/host/box/findPython.ts');
const { openHost } = await import('../../electron/host/host.ts');
const root = fileURLToPath(new URL('../..', import.meta.url));
const { path: python } = await findPython();
const host = await openHost({
  home,
  root,
  shell: 'headless',
  workerCommand: [python, join(root, 'e2e', 'fakes', 'worker.py')],
});
answerLoopDelay();
process.once('disconnect', () => void host.close());
process.send?.('open');

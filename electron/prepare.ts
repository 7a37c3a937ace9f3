/**
 * What `npm start`, `npm test` and their sisters run once packages are there: makes what the command needs
 * (Python environments, the built panel), with progress, and goes on with it.
 */
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { parseLanguage } from './cli/language.ts';
import { renderFailure } from './cli/renderFailure.ts';
import { foldFailure } from './core/failed.ts';

enableCompileCache();

/** Folder of the clone or of the packaged resources. */
const root = fileURLToPath(new URL('..', import.meta.url));

/** One line of progress, on stderr so that stdout stays the command's own. */
type Say = (line: string) => void;
type Task = (root: string, args: readonly string[], say: Say) => Promise<number>;

const say: Say = (line) => {
  process.stderr.write(`paradeck: ${line}\n`);
};

const tasks: Readonly<Record<string, () => Promise<Task>>> = {
  start: async () => (await import('./tasks/start.ts')).runStart,
  test: async () => (await import('./tasks/test.ts')).runTests,
  torture: async () => (await import('./tasks/test.ts')).runTorture,
  check: async () => (await import('./tasks/check.ts')).runChecks,
  bench: async () => (await import('../bench/main.ts')).runBench,
  'prove-gpu': async () => (await import('../bench/prove-gpu/main.ts')).runProveGpu,
  build: async () => (await import('./tasks/panel.ts')).runBuild,
  dist: async () => (await import('./tasks/dist.ts')).runDist,
  icons: async () => (await import('./tasks/icons.ts')).runIcons,
};

const [name = 'start', ...args] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  say(`no task "${name}"; there are ${Object.keys(tasks).join(', ')}`);
  process.exitCode = 2;
} else {
  try {
    process.exitCode = await (await task())(root, args, say);
  } catch (thrown) {
    process.stderr.write(renderFailure(foldFailure(thrown), parseLanguage(process.env)));
    process.exitCode = 1;
  }
}

/** Runs a Python that makes or fills an environment: bound to the host, cancelled as a tree, its words kept. */
import { tmpdir } from 'node:os';
import { namePipFailure } from '../../core/box/pipFailure.ts';
import { Failed } from '../../core/failed.ts';
import { cutLines } from '../fleet/boundedLines.ts';
import { openChild } from '../fleet/child.ts';
import { lowestPython } from './findPython.ts';

export interface MakingStep {
  /** A line for people, now and then. */
  readonly say: (line: string) => void;
  readonly signal: AbortSignal | undefined;
}

export interface PythonRun {
  readonly python: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Directory that holds paradeck_worker. */
  readonly pythonDir: string;
  readonly signal: AbortSignal | undefined;
  onLine?(line: string): void;
  /** Everything it says, stderr too. */
  onWords?(line: string): void;
}

const longestLine = 16 * 1024;
const keptLines = 200;
const shownLines = 20;

/** stdout once it has ended well. Throws the signal's reason, or what its last words say: install-…, python-missing. */
export async function runPython(run: PythonRun): Promise<string> {
  const words: string[] = [];
  const stdout: string[] = [];
  const hear = (line: string): void => {
    if (isProgress(line)) return;
    words.push(line);
    if (words.length > keptLines) words.shift();
    run.onWords?.(line);
  };
  const code = await follow(run, {
    onOut: (line) => {
      if (!isProgress(line)) stdout.push(line);
      run.onLine?.(line);
      hear(line);
    },
    onErr: hear,
  });
  run.signal?.throwIfAborted();
  if (code === 0) return stdout.join('\n');
  const tail = words.slice(-shownLines).join('\n');
  const step = run.args.filter((arg) => !arg.startsWith('-')).slice(0, 2);
  const detail = { step: step.join(' '), lowest: lowestPython };
  throw new Failed(namePipFailure(words.join('\n')), tail || `ended with ${String(code)}`, detail);
}

interface Ears {
  readonly onOut: (line: string) => void;
  readonly onErr: (line: string) => void;
}

/** Its exit code, or why there is none. On Linux the guard ties it to this process; -I keeps our own path out of it. */
function follow(run: PythonRun, { onOut, onErr }: Ears): Promise<number | string | null> {
  const { promise, resolve } = Promise.withResolvers<number | string | null>();
  const command = [run.python, '-I', '-X', 'utf8', ...run.args];
  const guard = [run.python, '-m', 'paradeck_worker.guard', String(process.pid), '--'];
  const [file = '', ...args] = process.platform === 'linux' ? [...guard, ...command] : command;
  const env = { ...run.env, PYTHONPATH: run.pythonDir };
  const errors = cutLines(longestLine, { onLine: (line) => onErr(line.toString('utf8')) });
  const child = openChild({ file, args, env }, tmpdir(), {
    onSpawned: () => undefined,
    onSpawnFailed: (message) => {
      onErr(message);
      resolve(message);
    },
    onLine: onOut,
    onLog: errors.feed,
    onExited: (code, signal) => {
      errors.end();
      run.signal?.removeEventListener('abort', child.kill);
      resolve(code ?? signal);
    },
  });
  run.signal?.addEventListener('abort', child.kill);
  if (run.signal?.aborted === true) child.kill();
  return promise;
}

/** Many times a second, and told elsewhere. */
function isProgress(line: string): boolean {
  return /^Progress \d+ of \d+$/.test(line);
}

/** For tests: the command line as real processes over a root with fake workers. */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeTrialRoot } from '../host/trialRoot.ts';
import type { TrialRoot } from '../host/trialRoot.ts';

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly child: ChildProcess;
  /** Resolves once stdout holds what the pattern means. */
  printed(pattern: RegExp): Promise<string>;
  /** The same for stderr. */
  told(pattern: RegExp): Promise<string>;
  readonly ended: Promise<Ran>;
}

export interface TrialCli extends TrialRoot {
  start(args: readonly string[], env?: Readonly<Record<string, string>>): Running;
  run(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<Ran>;
}

export async function makeTrialCli(): Promise<TrialCli> {
  const trial = await makeTrialRoot();
  const entry = join(trial.files, 'entry.mjs');
  const module = new URL('../cli.ts', import.meta.url).href;
  const call = `await runCli(process.argv.slice(2), ${JSON.stringify(trial.root)})`;
  await writeFile(entry, `import { runCli } from '${module}';\nprocess.exitCode = ${call};\n`);
  const children = new Set<ChildProcess>();
  const start: TrialCli['start'] = (args, env = {}) => {
    const child = spawn(process.execPath, [entry, ...args], {
      cwd: trial.files,
      env: {
        ...bareEnv(),
        PARADECK_HOME: trial.home,
        PARADECK_ENVS: trial.envs,
        LANG: 'en_US.UTF-8',
        LC_ALL: '',
        ...env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.add(child);
    return watchChild(child);
  };
  return {
    ...trial,
    start,
    run: (args, env) => start(args, env).ended,
    close: async () => {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        child.kill('SIGKILL');
        await once(child, 'close');
      }
      await trial.close();
    },
  };
}

function watchChild(child: ChildProcess): Running {
  let [stdout, stderr] = ['', ''];
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, stdout, stderr }));
  const until = (pattern: RegExp, read: () => string): Promise<string> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const found = pattern.exec(read())?.[0];
        if (found !== undefined) resolve(found);
      };
      child.stdout?.on('data', look);
      child.stderr?.on('data', look);
      look();
      void ended.then(() => reject(new Error(`ended without ${pattern}: ${stdout}${stderr}`)));
    });
  return {
    child,
    ended,
    printed: (pattern) => until(pattern, () => stdout),
    told: (pattern) => until(pattern, () => stderr),
  };
}

/** Our own environment without a display. */
function bareEnv(): NodeJS.ProcessEnv {
  const ours = new Set(['DISPLAY', 'WAYLAND_DISPLAY']);
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !ours.has(name)));
}

/** The panel's one-time link; its group is the port. */
export const link = /http:\/\/127\.0\.0\.1:(\d+)\/#code=[\w-]{43}/;

/** `serve` on any free port, once it is open. */
export async function serve(box: TrialCli): Promise<Running> {
  const running = box.start(['serve', '--no-open', '--port', '0']);
  await running.printed(link);
  return running;
}

/** Processes of this box that still run. */
export async function readLeft({ root, home }: TrialCli): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  const read = (path: string): Promise<string> => readFile(path, 'utf8').catch(() => '');
  const left = await Promise.all(
    pids.map(async (pid) => {
      const all = (await read(`/proc/${pid}/cmdline`)) + (await read(`/proc/${pid}/environ`));
      return all.includes(root) || all.includes(home) ? [`${pid} ${all}`] : [];
    }),
  );
  return left.flat();
}

/** Starts the desktop shell by the stand-in for Electron, and steers it. */
import { execFile, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { chromium } from 'playwright/test';
import type { Browser, Page } from 'playwright/test';
import { makeHome, root } from './box.ts';
import { chromiumPath } from './browser.ts';
import type * as standIn from './electronStandIn/electron.ts';

type Electron = typeof standIn;

export interface DesktopOptions {
  /** The bundle to run, where it is not the clone's. */
  readonly main?: string;
  readonly home?: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

export interface Desktop {
  readonly home: string;
  readonly pid: number;
  /** The page of the newest window, once it is loaded. */
  page(): Promise<Page>;
  /** Runs a function in the main process with the electron module, as Playwright's ElectronApplication does. */
  evaluate<T, A = undefined>(run: (electron: Electron, arg: A) => T | Promise<T>, arg?: A): Promise<T>;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** What it has printed on stderr. */
  said(): string;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** SIGKILL, and a home of its own is removed. */
  close(): Promise<void>;
}

/** Bundles panel and shell as `npm run build` does: the stand-in runs what would ship. */
export async function buildDesktop(): Promise<void> {
  await promisify(execFile)(process.execPath, [join(root, 'electron', 'prepare.ts'), 'build']);
}

export async function openDesktop(options: DesktopOptions = {}): Promise<Desktop> {
  const home = options.home ?? (await makeHome('desktop'));
  const profile = await mkdtemp(join(tmpdir(), 'paradeck-profile-'));
  const child = startShell(home, { ...options, env: { STAND_IN_PROFILE: profile, ...options.env } });
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-20_000)));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const evaluate = createEvaluate(child);
  let browser: Browser | null = null;
  const kill = async (): Promise<void> => {
    await browser?.close().catch(() => undefined);
    child.kill('SIGKILL');
    await ended;
    await endChromium(profile);
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  };
  return {
    home,
    pid: child.pid ?? -1,
    evaluate,
    ended,
    said: () => said,
    kill,
    page: async () => {
      const address = await waitForAddress(evaluate, ended, () => said);
      await browser?.close();
      browser = await chromium.connectOverCDP(address);
      const page = browser.contexts()[0]?.pages().at(-1);
      if (page === undefined) throw new Error('the shell has no window');
      return page;
    },
    close: async () => {
      await kill();
      if (options.home === undefined) await rm(home, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

/** Left to end by itself it writes into its profile for a while; its processes name that among their arguments. */
async function endChromium(profile: string): Promise<void> {
  for (let pids = await findUsers(profile); pids.length > 0; pids = await findUsers(profile)) {
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended.
      }
    }
    await wait(20);
  }
}

/** None where there is no /proc. */
async function findUsers(profile: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc').catch(() => [])).map(Number).filter((pid) => pid > 0);
  const commands = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return pids.filter((_pid, index) => commands[index]?.includes(profile));
}

function startShell(home: string, { main, args = [], env = {} }: DesktopOptions): ChildProcess {
  const register = join(root, 'e2e', 'electronStandIn', 'register.ts');
  return spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--import',
      register,
      main ?? join(root, 'dist', 'shell', 'main.js'),
      ...args,
    ],
    {
      env: {
        ...process.env,
        ...{ PARADECK_HOME: home, STAND_IN_APP: root, STAND_IN_CHROMIUM: chromiumPath ?? '' },
        ...env,
      },
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    },
  );
}

function createEvaluate(child: ChildProcess): Desktop['evaluate'] {
  type Answer = { id: number; value?: unknown; error?: string };
  const waiting = new Map<number, (answer: Answer) => void>();
  let lastId = 0;
  child.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  child.once('exit', () => {
    for (const [id, take] of waiting) take({ id, error: 'the shell has ended' });
  });
  return <T>(run: unknown, arg?: unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      lastId += 1;
      waiting.set(lastId, ({ value, error }) => {
        if (error === undefined) resolve(value as T);
        else reject(new Error(error));
      });
      if (child.connected) child.send({ id: lastId, text: String(run), arg });
      else reject(new Error('the shell has ended'));
    });
}

/** The page is there once it has loaded what the shell shows. */
async function waitForAddress(
  evaluate: Desktop['evaluate'],
  ended: Promise<number | null>,
  said: () => string,
): Promise<string> {
  const over = ended.then((code) => {
    throw new Error(`the shell ended with ${code} before it had a window:\n${said()}`);
  });
  over.catch(() => undefined);
  for (;;) {
    const address = await Promise.race([
      over,
      evaluate(async ({ BrowserWindow, debuggingAddress }) => {
        const window = BrowserWindow.getAllWindows()[0];
        if (window === undefined || !window.isVisible()) {
          await new Promise((resolve) => setTimeout(resolve, 50));
          return null;
        }
        return debuggingAddress();
      }),
    ]);
    if (address !== null) return address;
  }
}

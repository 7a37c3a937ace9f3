/** `app`: life cycle, paths and the single-instance lock (a file with a pid; a second launch leaves a note beside it). */
import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEvent } from './event.ts';

interface Closing {
  /** true: nobody held it back. */
  close(): boolean;
}

class App extends EventEmitter {
  name = 'paradeck';
  readonly isPackaged = process.env['STAND_IN_RESOURCES'] !== undefined;
  /** What was last asked of the system about starting at login. */
  loginItem: { openAtLogin: boolean } = { openAtLogin: false };
  readonly windows = new Set<Closing>();
  readonly #paths = new Map<string, string>();
  #isReady = false;
  #isQuitting = false;

  constructor() {
    super();
    if (this.isPackaged) {
      Object.assign(process, { resourcesPath: process.env['STAND_IN_RESOURCES'] });
      // A packaged program has no path of its main script among its arguments.
      process.argv.splice(1, 1);
    }
    // Electron is ready a turn of the event loop after main's first lines at the earliest.
    setImmediate(() => {
      this.#isReady = true;
      this.emit('ready');
    });
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => this.quit());
  }

  whenReady(): Promise<void> {
    return this.#isReady ? Promise.resolve() : new Promise((resolve) => this.once('ready', () => resolve()));
  }

  getAppPath(): string {
    return process.env['STAND_IN_APP'] ?? process.cwd();
  }

  getPath(name: string): string {
    return this.#paths.get(name) ?? join(tmpdir(), `paradeck-stand-in-${process.pid}`, name);
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path);
  }

  getLocale(): string {
    return process.env['STAND_IN_LOCALE'] ?? 'en-US';
  }

  getPreferredSystemLanguages(): string[] {
    return [this.getLocale()];
  }

  setAppUserModelId(): void {}

  getLoginItemSettings(): { openAtLogin: boolean } {
    return this.loginItem;
  }

  setLoginItemSettings(settings: { openAtLogin: boolean }): void {
    this.loginItem = settings;
  }

  requestSingleInstanceLock(): boolean {
    const dir = this.getPath('userData');
    mkdirSync(dir, { recursive: true });
    const lock = join(dir, 'stand-in-lock');
    const holder = readHolder(lock);
    if (holder !== null) {
      const aside = join(dir, `.note-${process.pid}`);
      writeFileSync(aside, JSON.stringify(process.argv));
      renameSync(aside, join(dir, `note-${process.pid}`));
      return false;
    }
    writeFileSync(lock, String(process.pid));
    watch(dir, () => this.#readNotes(dir)).unref();
    return true;
  }

  #readNotes(dir: string): void {
    for (const name of readdirSync(dir).filter((one) => one.startsWith('note-'))) {
      const argv = JSON.parse(readFileSync(join(dir, name), 'utf8')) as string[];
      rmSync(join(dir, name));
      this.emit('second-instance', createEvent({}), argv, process.cwd(), null);
    }
  }

  /** before-quit, then every window's close; whoever prevents either stays. */
  quit(): void {
    if (this.#isQuitting) return;
    const event = createEvent({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    this.#isQuitting = true;
    for (const window of [...this.windows]) {
      if (window.close()) continue;
      this.#isQuitting = false;
      return;
    }
    this.emit('will-quit', createEvent({}));
    this.exit(0);
  }

  exit(code = 0): void {
    this.emit('quit', createEvent({}), code);
    process.exit(code);
  }

  /** A window is gone. */
  noteClosed(window: Closing): void {
    this.windows.delete(window);
    if (this.windows.size > 0 || this.#isQuitting) return;
    if (!this.emit('window-all-closed')) this.quit();
  }
}

function readHolder(lock: string): number | null {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

export const app = new App();

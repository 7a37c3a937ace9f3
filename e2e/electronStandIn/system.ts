/** What the operating system would show or do: recorded, and steered by the test. */
import { EventEmitter } from 'node:events';

interface Box {
  readonly message: string;
  readonly detail?: string;
  readonly buttons?: readonly string[];
  readonly cancelId?: number;
}

class Dialog {
  /** Questions on the screen. */
  readonly asked: (Box & { answer(response: number): void })[] = [];
  readonly errors: string[] = [];

  /** As Electron's, with or without a window before the box. */
  showMessageBox(...args: readonly unknown[]): Promise<{ response: number }> {
    const box = args.at(-1) as Box;
    return new Promise((resolve) => {
      const question = {
        ...box,
        answer: (response: number): void => {
          this.asked.splice(this.asked.indexOf(question), 1);
          resolve({ response });
        },
      };
      this.asked.push(question);
    });
  }

  /** What the user picks in the next file dialog. */
  picked: readonly string[] = [];

  async showOpenDialog(): Promise<{ filePaths: readonly string[] }> {
    return { filePaths: this.picked };
  }

  /** Where the user saves to in the next dialog; '': puts it away. */
  savedTo = '';

  async showSaveDialog(): Promise<{ filePath: string }> {
    return { filePath: this.savedTo };
  }

  showErrorBox(title: string, content: string): void {
    this.errors.push(content);
    process.stderr.write(`${title}: ${content}\n`);
  }
}

export const dialog = new Dialog();

export class Notification extends EventEmitter {
  static readonly shown: { title: string; body: string }[] = [];
  readonly options: { title: string; body: string };

  constructor(options: { title: string; body: string }) {
    super();
    this.options = options;
  }

  static isSupported(): boolean {
    return true;
  }

  show(): void {
    Notification.shown.push(this.options);
  }
}

class PowerSaveBlocker {
  readonly started = new Set<number>();
  /** How often one was started in all. */
  starts = 0;

  start(): number {
    this.starts += 1;
    this.started.add(this.starts);
    return this.starts;
  }

  stop(id: number): void {
    this.started.delete(id);
  }
}

export const powerSaveBlocker = new PowerSaveBlocker();

class NativeTheme extends EventEmitter {
  shouldUseDarkColors = false;
  shouldUseDarkColorsForSystemIntegratedUI = false;

  /** The user changes the system's look. */
  turn(isDark: boolean): void {
    this.shouldUseDarkColors = isDark;
    this.shouldUseDarkColorsForSystemIntegratedUI = isDark;
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme();
export const powerMonitor = new EventEmitter();

const display = {
  id: 1,
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1050 },
};

export const screen = { getAllDisplays: () => [display], getPrimaryDisplay: () => display };

export const shell = {
  opened: [] as string[],
  shown: [] as string[],
  showItemInFolder: (path: string): void => void shell.shown.push(path),
  openExternal: async (url: string): Promise<void> => void shell.opened.push(url),
};

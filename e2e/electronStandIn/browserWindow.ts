/** `BrowserWindow`: bounds and visibility are kept here, its contents are a page of Chromium. */
import { EventEmitter } from 'node:events';
import { app } from './app.ts';
import { createEvent } from './event.ts';
import { WebContents } from './webContents.ts';
import type { WebPreferences } from './webContents.ts';

interface Bounds {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface WindowOptions extends Partial<Bounds> {
  readonly show?: boolean;
  readonly webPreferences?: WebPreferences;
}

export class BrowserWindow extends EventEmitter {
  static readonly #open = new Set<BrowserWindow>();
  readonly options: WindowOptions;
  readonly webContents: WebContents;
  /** What the taskbar shows: 0…1, -1 nothing. */
  progress = -1;
  #bounds: Bounds;
  #isVisible: boolean;
  #isFocused = false;
  #isMaximised = false;

  constructor(options: WindowOptions) {
    super();
    this.options = options;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = options.show !== false;
    this.webContents = new WebContents(options.webPreferences ?? {}, { width, height });
    this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
    BrowserWindow.#open.add(this);
    app.windows.add(this);
    app.emit('web-contents-created', createEvent({}), this.webContents);
  }

  static getAllWindows(): BrowserWindow[] {
    return [...BrowserWindow.#open];
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  show(): void {
    this.#isVisible = true;
    this.emit('show');
    this.focus();
  }

  hide(): void {
    this.#isVisible = false;
    this.#isFocused = false;
    this.emit('hide');
  }

  focus(): void {
    this.#isFocused = true;
    this.emit('focus');
  }

  blur(): void {
    this.#isFocused = false;
    this.emit('blur');
  }

  isVisible(): boolean {
    return this.#isVisible;
  }

  isFocused(): boolean {
    return this.#isFocused;
  }

  isMinimized(): boolean {
    return false;
  }

  isMaximized(): boolean {
    return this.#isMaximised;
  }

  maximize(): void {
    this.#isMaximised = true;
    this.emit('maximize');
  }

  getNormalBounds(): Bounds {
    return this.#bounds;
  }

  /** As the user does it by dragging. */
  setBounds(bounds: Partial<Bounds>): void {
    this.#bounds = { ...this.#bounds, ...bounds };
    this.emit('resize');
  }

  setProgressBar(progress: number): void {
    this.progress = progress;
  }

  isDestroyed(): boolean {
    return !BrowserWindow.#open.has(this);
  }

  /** Whether it is gone. */
  close(): boolean {
    const event = createEvent({});
    this.emit('close', event);
    if (event.defaultPrevented) return false;
    this.destroy();
    return true;
  }

  destroy(): void {
    BrowserWindow.#open.delete(this);
    this.webContents.destroy();
    this.emit('closed');
    app.noteClosed(this);
  }
}

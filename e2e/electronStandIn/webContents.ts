/** `WebContents` and `ipcMain`: one page of Chromium, its navigations, its requests and its messages. */
import { EventEmitter } from 'node:events';
import type { BrowserContext, Frame, Page, Route } from 'playwright';
import { openChromium } from './chromium.ts';
import { createEvent } from './event.ts';
import { deliverKey, invokeBinding, openBinding, renderPreloadScript } from './preloadScript.ts';
import { protocol, session } from './session.ts';
import type { Session } from './session.ts';

export interface WebPreferences {
  readonly preload?: string;
  readonly [name: string]: unknown;
}

type Handler = (event: object, ...args: readonly unknown[]) => unknown;
type OpenHandler = (details: { url: string }) => { action: 'deny' | 'allow' };

class IpcMain {
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    this.#handlers.set(channel, handler);
  }

  /** Channels somebody answers. */
  channels(): string[] {
    return [...this.#handlers.keys()];
  }

  /** What a frame's invoke comes to. */
  async answer(channel: string, event: object, args: readonly unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  }
}

export const ipcMain = new IpcMain();

export class WebContents extends EventEmitter {
  readonly session: Session = session.defaultSession;
  readonly preferences: WebPreferences;
  /** Requests for anything but a scheme the shell answers: each is a hole. */
  readonly strayRequests: string[] = [];
  /** Where the page wanted to go and was held. */
  readonly heldNavigations: string[] = [];
  /** Documents of the shell's own that were loaded whole. */
  loads = 0;
  readonly #size: { width: number; height: number };
  #page: Promise<Page> | null = null;
  #openHandler: OpenHandler = () => ({ action: 'allow' });
  #ownLoad: string | null = null;
  #isDestroyed = false;
  #url = '';

  constructor(preferences: WebPreferences, size: { width: number; height: number }) {
    super();
    this.preferences = preferences;
    this.#size = size;
  }

  async loadURL(url: string): Promise<void> {
    this.#ownLoad = url;
    this.#url = url;
    const page = await (this.#page ??= this.#openPage());
    await page.goto(toWeb(url));
    this.loads += 1;
    this.emit('did-finish-load');
  }

  reload(): void {
    void this.loadURL(this.#url);
  }

  getURL(): string {
    return this.#url;
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler;
  }

  /** What window.open or a link to a new window comes to. */
  askOpen(url: string): 'deny' | 'allow' {
    return this.#openHandler({ url }).action;
  }

  send(channel: string, ...args: readonly unknown[]): void {
    void this.#page
      ?.then((page) =>
        page.evaluate(
          ([key, name, values]) =>
            (window as unknown as Record<string, (...sent: unknown[]) => void>)[key]?.(name, values),
          [deliverKey, channel, args] as const,
        ),
      )
      // Between two documents nobody is there to hear, as in Electron.
      .catch(() => undefined);
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }

  forcefullyCrashRenderer(): void {
    void this.#page?.then((page) => page.goto('chrome://crash').catch(() => undefined));
  }

  destroy(): void {
    this.#isDestroyed = true;
    void this.#page?.then((page) => page.close().catch(() => undefined));
  }

  async #openPage(): Promise<Page> {
    const context = await openChromium();
    const page = await takePage(context);
    await page.setViewportSize(this.#size);
    await page.exposeBinding(invokeBinding, ({ frame }, channel: string, args: unknown[]) =>
      ipcMain.answer(channel, { sender: this, senderFrame: describeFrame(frame) }, args),
    );
    await page.exposeBinding(openBinding, (_source, url: string) => this.askOpen(url));
    await page.addInitScript({ content: renderPreloadScript(this.preferences.preload) });
    await page.route('**/*', (route) => this.#answer(route));
    page.on('crash', () => {
      this.#page = null;
      void page.close().catch(() => undefined);
      this.emit('render-process-gone', createEvent({}), { reason: 'crashed', exitCode: 5 });
    });
    return page;
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromWeb(request.url());
    if (request.isNavigationRequest() && !this.#mayNavigate(request.frame(), url)) {
      this.heldNavigations.push(url);
      return route.abort('aborted');
    }
    const { protocol: scheme } = new URL(url);
    const answer = protocol.answererOf(scheme.slice(0, -1));
    if (answer === undefined) {
      this.strayRequests.push(url);
      return route.abort();
    }
    const response = await answer(new Request(url, { headers: await request.allHeaders() }));
    const body = Buffer.from(await response.arrayBuffer());
    const headers = Object.fromEntries(response.headers);
    // A crash may have taken the page meanwhile.
    await route.fulfill({ status: response.status, headers, body }).catch(() => undefined);
  }

  #mayNavigate(frame: Frame, url: string): boolean {
    const isMainFrame = frame.parentFrame() === null;
    if (isMainFrame && this.#ownLoad === url) {
      this.#ownLoad = null;
      return true;
    }
    const event = createEvent({ url, isMainFrame });
    this.emit('will-frame-navigate', event);
    if (isMainFrame) this.emit('will-navigate', event, url);
    return !event.defaultPrevented;
  }
}

/** A persistent context opens with one page. */
async function takePage(context: BrowserContext): Promise<Page> {
  const blank = context.pages().find((page) => page.url() === 'about:blank');
  return blank ?? context.newPage();
}

function describeFrame(frame: Frame): { url: string; parent: object | null } {
  const parent = frame.parentFrame();
  return { url: fromWeb(frame.url()), parent: parent && describeFrame(parent) };
}

/** Chromium asks nobody about a scheme it doesn't know, so scheme://host stands as https://host.scheme.stand-in. */
function toWeb(url: string): string {
  const { protocol: scheme, host, pathname, search, hash } = new URL(url);
  return `https://${host}.${scheme.slice(0, -1)}.stand-in${pathname}${search}${hash}`;
}

export function fromWeb(url: string): string {
  return url.replace(/^https:\/\/(\w+)\.(\w+)\.stand-in/, '$2://$1');
}

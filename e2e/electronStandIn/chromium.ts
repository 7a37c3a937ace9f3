/** The Chromium all windows of one stand-in share, open to the test by its debugging port. */
import { chromium } from 'playwright';
import type { BrowserContext } from 'playwright';
import { findFreePort } from '../../electron/host/freePort.ts';

let opening: Promise<BrowserContext> | null = null;
let port: number | null = null;

export function openChromium(): Promise<BrowserContext> {
  opening ??= launch();
  return opening;
}

/** Where the test finds the windows' pages; null until there is one. */
export function debuggingAddress(): string | null {
  return port === null ? null : `http://127.0.0.1:${port}`;
}

async function launch(): Promise<BrowserContext> {
  const free = await findFreePort();
  const context = await chromium.launchPersistentContext(process.env['STAND_IN_PROFILE'] ?? '', {
    executablePath: process.env['STAND_IN_CHROMIUM'] ?? '',
    locale: process.env['STAND_IN_LOCALE'] ?? 'en-US',
    args: [
      `--remote-debugging-port=${free}`,
      ...['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'],
      ...['--disable-component-update', '--disable-sync'],
    ],
  });
  port = free;
  return context;
}

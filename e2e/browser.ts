/** A real Chromium on the panel of a real host. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { chromium, test as base } from 'playwright/test';
import { openBox } from './box.ts';
import type { Box, BoxOptions } from './box.ts';

const candidates = [
  process.env['PARADECK_CHROMIUM'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];
export const chromiumPath = candidates.find((path) => path !== undefined && existsSync(path));

/** Under CI a missing browser is a failure; elsewhere the tests say why they are skipped. */
const isSkipped = chromiumPath === undefined && !process.env['CI'];

interface Fixtures {
  readonly page: Page;
}
interface SharedFixtures {
  readonly boxOptions: BoxOptions;
  readonly box: Box;
}

/** `box`: one host a file of tests, opened with its `boxOptions`; `page`: a fresh browser context at 1280×800 in English. */
export const test = base.extend<Fixtures, SharedFixtures>({
  boxOptions: [{}, { scope: 'worker', option: true }],
  box: [
    async ({ boxOptions }, use) => {
      const box = await openBox(boxOptions);
      await use(box);
      await box.close();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ locale, colorScheme, viewport }, use) => {
    test.skip(isSkipped, 'no Chromium here: apt install chromium, or name one in PARADECK_CHROMIUM');
    const browser = await chromium.launch({
      executablePath: chromiumPath ?? '',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
    const context = await browser.newContext({
      locale: locale ?? 'en-US',
      colorScheme: colorScheme ?? 'light',
      viewport: viewport ?? { width: 1280, height: 800 },
    });
    await use(await context.newPage());
    await browser.close();
  },
});

/** Opens the panel by a fresh one-time link. */
export async function openPanel(page: Page, box: Box): Promise<void> {
  const { url } = await box.call('host.panelLink', {});
  if (url === null) throw new Error('the panel door is closed');
  await page.goto(url);
}

/** Drops a file from outside the browser on an element, as a person would. `marks`: what else the File object carries. */
export async function dropFile(
  page: Page,
  target: Locator,
  path: string,
  marks: Readonly<Record<string, string>> = {},
): Promise<void> {
  const bytes = (await readFile(path)).toString('base64');
  const transfer = await page.evaluateHandle(
    ({ data, name, given }) => {
      const binary = atob(data);
      const file = new File([Uint8Array.from(binary, (character) => character.charCodeAt(0))], name);
      const dropped = new DataTransfer();
      dropped.items.add(Object.assign(file, given));
      return dropped;
    },
    { data: bytes, name: basename(path), given: marks },
  );
  for (const type of ['dragenter', 'dragover', 'drop'])
    await target.dispatchEvent(type, { dataTransfer: transfer });
}

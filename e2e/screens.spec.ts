/** Every room and dialog in both themes, languages and widths: pictures, nothing cut, and axe's word. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'playwright/test';
import type { Page } from 'playwright/test';
import { root } from './box.ts';
import { openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';
import { words } from './words.ts';

const dir = join(root, 'test-results', 'screens');
mkdirSync(dir, { recursive: true });

const wide = { width: 1280, height: 800 };
const narrow = { width: 390, height: 844 };
const looks = [
  { name: 'wide-light-en', locale: 'en-US', colorScheme: 'light', viewport: wide },
  { name: 'wide-dark-zh', locale: 'zh-CN', colorScheme: 'dark', viewport: wide },
  { name: 'narrow-light-zh', locale: 'zh-CN', colorScheme: 'light', viewport: narrow },
  { name: 'narrow-dark-en', locale: 'en-US', colorScheme: 'dark', viewport: narrow },
] as const;

let jobId = '';
test.beforeAll(async ({ box }) => {
  const job = await box.submit(readSamples()[0]?.path ?? '');
  await box.ended(job.id);
  jobId = job.id;
});

/** A picture of what is shown; it fits the window, and axe has nothing to say. */
async function look(page: Page, name: string): Promise<void> {
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
  await page.screenshot({ path: join(dir, `${name}.png`), animations: 'disabled' });
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect.soft(overflow, `${name} is wider than its window`).toBeLessThanOrEqual(0);
  const { violations } = await new AxeBuilder({ page }).analyze();
  const said = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  expect.soft(said, name).toEqual([]);
}

async function go(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => {
    location.hash = to;
  }, hash);
  await expect(page.getByRole('main')).toBeVisible();
}

/** What floats above the page while a pointer or a menu is where it is. */
async function lookAtFloating(page: Page, name: string): Promise<void> {
  const buttons = page.locator('.instance-actions').first().getByRole('button');
  await buttons.first().hover();
  await expect(page.getByRole('tooltip')).toBeVisible();
  await look(page, `tooltip-${name}`);
  await buttons.last().click();
  await expect(page.getByRole('menu')).toBeVisible();
  await look(page, `menu-${name}`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
}

for (const { name, ...given } of looks) {
  const w = words[given.locale];
  test.describe(name, () => {
    test.use(given);

    test('rooms', async ({ page, box }) => {
      await openPanel(page, box);
      await expect(page.getByText('Paraformer 1').first()).toBeAttached();
      const { instances } = await box.call('host.snapshot', {});
      const instance = `/instance/${instances[0]?.spec.id ?? ''}`;
      const rooms = {
        ...{
          fleet: '/fleet',
          instance,
          log: `${instance}/log`,
          spec: `${instance}/spec`,
          gone: '/instance/x',
        },
        ...{ transcripts: '/transcripts', nothing: '/transcripts?q=zzzz', lost: '/transcripts/x' },
        ...{ checks: '/checks', settings: '/settings', requests: '/requests' },
      };
      for (const [room, hash] of Object.entries(rooms)) {
        await go(page, hash);
        await look(page, `${room}-${name}`);
      }
      await go(page, `/transcripts/${jobId}`);
      await page.locator('.player button').first().click();
      await expect(page.locator('.waveform > *')).toHaveCount(1);
      await look(page, `player-${name}`);
    });

    test('dialogs', async ({ page, box }) => {
      await openPanel(page, box);
      const dialog = page.getByRole('dialog');
      if (given.viewport === wide) await lookAtFloating(page, name);
      const openers = {
        'new instance': () => page.getByRole('button', { name: w.newInstance }).first().click(),
        'stop all': () => page.getByRole('button', { name: w.stopAll }).click(),
        keys: () => page.keyboard.press('?'),
        commands: () => page.keyboard.press('Control+k'),
      };
      for (const [which, open] of Object.entries(openers)) {
        await open();
        await expect(dialog).toBeVisible();
        await look(page, `${which}-${name}`);
        await page.keyboard.press('Escape');
        await expect(dialog).toHaveCount(0);
      }
      await page.keyboard.press('Control+k');
      await expect(dialog.getByRole('textbox')).toBeFocused();
      await page.keyboard.type(w.firstSteps);
      await page.keyboard.press('Enter');
      for (const step of ['look', 'places', 'crew'] as const) {
        await expect(dialog.getByRole('heading', { name: w[step] })).toBeFocused();
        await look(page, `first steps ${step}-${name}`);
        if (step !== 'crew') await dialog.getByRole('button', { name: w.next }).click();
      }
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
    });

    test('whom the host does not know', async ({ page, box }) => {
      await page.goto(new URL('/', box.url).href);
      await expect(page.getByRole('main')).toBeVisible();
      await look(page, `sign in-${name}`);
    });
  });
}

test('an instance is measured anew from its page, which then shows how it computes here', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  const { instances } = await box.call('host.snapshot', {});
  await go(page, `/instance/${instances[0]?.spec.id ?? ''}/spec`);
  const card = page.getByRole('region', { name: 'Tuned to this machine' });
  await expect(card).toContainText('Not measured');
  await card.getByRole('button', { name: 'Measure' }).click();
  await expect(card.getByRole('button', { name: 'Measure again' })).toBeEnabled();
  await expect(card).toContainText(/thread.*measured/);
  await card.scrollIntoViewIfNeeded();
  await look(page, 'measured');
});

test.describe('a very large window', () => {
  test.use({ locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 3840, height: 2160 } });

  test('a transcript is a column one can read, in the middle, with its notes beside it', async ({
    page,
    box,
  }) => {
    await openPanel(page, box);
    await go(page, `/transcripts/${jobId}`);
    await expect(page.locator('.sentence-text').first()).toBeVisible();
    const [around, column, side] = await Promise.all(
      ['.sentences', '.sentences ol', '.reader-side'].map(async (part) => page.locator(part).boundingBox()),
    );
    if (!around || !column || !side) throw new Error('not shown');
    expect(column.width).toBeLessThan(1000);
    const [left, right] = [column.x - around.x, around.x + around.width - column.x - column.width];
    // A scrollbar may take its width of one side.
    expect(Math.abs(left - right)).toBeLessThan(20);
    expect(side.x).toBeGreaterThanOrEqual(around.x + around.width);
    await look(page, 'transcript-4k');
    await page.locator('.sentence-time').first().press('F2');
    await expect(page.locator('.sentence-editor textarea')).toBeFocused();
    await look(page, 'correcting-4k');
  });
});

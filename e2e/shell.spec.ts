/** The desktop shell, started by the stand-in for Electron's module. */
import { expect, test as base } from 'playwright/test';
import { chromiumPath } from './browser.ts';
import { buildDesktop, openDesktop } from './shellDriver.ts';
import type { Desktop } from './shellDriver.ts';

const test = base.extend<{ readonly desktop: Desktop }>({
  desktop: async ({}, use) => {
    base.skip(chromiumPath === undefined && !process.env['CI'], 'no Chromium here');
    const desktop = await openDesktop();
    await use(desktop);
    await desktop.close();
  },
});

test.beforeAll(buildDesktop);

test('the window shows the fleet; calls and pushes come through the preload', async ({ desktop }) => {
  const page = await desktop.page();
  await expect(
    page
      .getByRole('navigation')
      .first()
      .getByRole('link', { name: /^Paraformer 1/ }),
  ).toBeVisible();
  await expect(page.getByText('Ready').first()).toBeVisible({ timeout: 60_000 });
});

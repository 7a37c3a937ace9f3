import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'playwright/test';
import { root } from './box.ts';
import { openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';

const dir = join(root, 'test-results', 'screens');
mkdirSync(dir, { recursive: true });

const looks = [
  { name: 'wide-light-en', locale: 'en-US', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'wide-dark-zh', locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'narrow-light-zh', locale: 'zh-CN', colorScheme: 'light', viewport: { width: 420, height: 900 } },
  { name: 'narrow-dark-en', locale: 'en-US', colorScheme: 'dark', viewport: { width: 420, height: 900 } },
] as const;

const rooms = ['fleet', 'instance', 'transcripts', 'player', 'checks', 'settings'] as const;

test.beforeAll(async ({ box }) => {
  const [first] = readSamples();
  const job = await box.submit(first?.path ?? '');
  await box.ended(job.id);
});

for (const { name, ...look } of looks) {
  test.describe(name, () => {
    test.use(look);
    for (const room of rooms) {
      test(`${room}: nothing cut, nothing a screen reader stumbles over`, async ({ page, box }) => {
        await openPanel(page, box);
        await expect(page.getByText('Paraformer 1').first()).toBeAttached();
        const { instances } = await box.call('host.snapshot', {});
        const { jobs } = await box.call('jobs.list', { limit: 1 });
        const path = {
          ...{ fleet: 'fleet', transcripts: 'transcripts', checks: 'checks', settings: 'settings' },
          instance: `instance/${instances[0]?.spec.id ?? ''}`,
          player: `transcripts/${jobs[0]?.id ?? ''}`,
        }[room];
        await page.evaluate((hash) => {
          location.hash = hash;
        }, `/${path}`);
        await expect(page.getByRole('main')).toBeVisible();
        await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
        if (room === 'player') {
          await page.locator('.player button').first().click();
          await expect(page.locator('.waveform > *')).toHaveCount(1);
        }
        await page.screenshot({ path: join(dir, `${room}-${name}.png`) });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(
          (violation) => violation.impact === 'serious' || violation.impact === 'critical',
        );
        expect(serious.map((violation) => `${violation.id}: ${violation.nodes[0]?.html ?? ''}`)).toEqual([]);
      });
    }
  });
}

/** The pictures of README and docs, made anew where PARADECK_PICTURES is set: a simulated box at work, in both languages. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { root, samplesDir } from './box.ts';
import type { Box } from './box.ts';
import { openPanel, test } from './browser.ts';

test.skip(
  !process.env['PARADECK_PICTURES'],
  'pictures of the docs are made by hand: PARADECK_PICTURES=1 npx playwright test …',
);
test.use({ boxOptions: { args: ['--simulate-box', '2x24GiB'] } });

const dir = join(root, 'docs', 'screens');
mkdirSync(dir, { recursive: true });
const samples = ['hello-5s.wav', 'weather.mp3', 'five-minutes.mp3'];

const languages = [
  { name: 'en', locale: 'en-US', colorScheme: 'light' },
  { name: 'zh-CN', locale: 'zh-CN', colorScheme: 'dark' },
] as const;

async function show(page: Page, hash: string): Promise<void> {
  await page.evaluate((to) => void (location.hash = to), hash);
  await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
}

/** Work to be seen; the job with the longest text. */
async function work(box: Box): Promise<string> {
  const jobs = await Promise.all(samples.map((name) => box.submit(join(samplesDir, name))));
  for (const { id } of jobs) await box.ended(id);
  return jobs.at(-1)?.id ?? '';
}

for (const { name, ...look } of languages) {
  test.describe(name, () => {
    test.use({ ...look, viewport: { width: 1280, height: 800 } });
    test('pictures', async ({ page, box }) => {
      const jobId = await work(box);
      await openPanel(page, box);
      const { instances } = await box.call('host.snapshot', {});
      const shots = {
        fleet: '/fleet',
        instance: `/instance/${instances[0]?.spec.id ?? ''}`,
        transcript: `/transcripts/${jobId}`,
        checks: '/checks',
      };
      await expect(page.locator('.recharts-surface path').first()).toBeVisible();
      for (const [shot, hash] of Object.entries(shots)) {
        await show(page, hash);
        if (shot === 'transcript') {
          await page.locator('.player button').first().click();
          await expect(page.locator('.waveform > *')).toHaveCount(1);
        }
        await page.screenshot({ path: join(dir, `${shot}.${name}.png`) });
      }
    });
  });
}

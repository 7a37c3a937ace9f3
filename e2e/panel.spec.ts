import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import type { Locator, Page } from 'playwright/test';
import { dropFile, openPanel, test } from './browser.ts';
import { charErrorRate } from './charError.ts';
import { longestSample, readSamples } from './samples.ts';

test.describe.configure({ mode: 'serial' });

const short = readSamples().find((sample) => sample.name === 'hello-5s.wav');
const long = longestSample();

/** A link of the rail, by the words it begins with. */
function inRail(page: Page, name: string): Locator {
  return page
    .getByRole('navigation')
    .first()
    .getByRole('link', { name: new RegExp(`^${name}`) });
}

test('the one-time link opens the panel once', async ({ page, box }) => {
  await page.goto(box.url);
  await expect(inRail(page, 'Paraformer 1')).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('code=');
  const browser = page.context().browser();
  if (browser === null) throw new Error('this page has no browser of its own');
  const second = await browser.newPage();
  await second.goto(box.url);
  await expect(second.getByRole('heading', { name: 'Sign in to ParaDeck' })).toBeVisible();
  await expect(inRail(second, 'Paraformer 1')).toHaveCount(0);
  await second.close();
});

test('a file dropped on instance 2 runs there and nowhere else; text grows; a reload misses nothing; SRT comes out', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  await inRail(page, 'Paraformer 2').click();
  await dropFile(page, page.getByText('Drop audio here for Paraformer 2'), long.path);
  const live = page.getByRole('region', { name: 'Live text' });
  await expect(live.getByText(long.text.slice(0, 4))).toBeVisible();
  await page.reload();
  const queue = page.getByRole('region', { name: 'Queue' });
  await expect(queue.getByText('Done')).toBeVisible({ timeout: 60_000 });

  const { jobs } = await box.call('jobs.list', { limit: 10 });
  const job = jobs.find((candidate) => candidate.name === long.name);
  const { instances } = await box.call('host.snapshot', {});
  const second = instances.find((instance) => instance.spec.name === 'Paraformer 2');
  expect(job?.ranOn).toEqual([second?.spec.id]);

  // The list draws only what is in sight, so its ends are looked at and the whole is read in the SRT below.
  const { segments } = await box.call('jobs.segments', { id: job?.id ?? '' });
  const lines = page.getByRole('group', { name: 'Live text' });
  for (const [segment, edge] of [
    [segments[0], 0],
    [segments.at(-1), 1e9],
  ] as const) {
    await lines.evaluate((element, top) => element.scrollTo({ top }), edge);
    await expect(lines.getByText(segment?.text.slice(0, 6) ?? '').first()).toBeVisible();
  }

  await inRail(page, 'Transcripts').click();
  await page.getByRole('link', { name: long.name }).first().click();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: /SRT/i }).click();
  const srt = await readFile(await (await downloading).path(), 'utf8');
  const spoken = srt
    .split('\n')
    .filter((line) => line !== '' && !/^\d+$/.test(line) && !line.includes('-->'))
    .join('');
  expect(charErrorRate(long.text, spoken)).toBeLessThanOrEqual(0.02);
});

test('a third instance is created in the form, becomes ready and does work', async ({ page, box }) => {
  await openPanel(page, box);
  await page.getByRole('button', { name: 'New instance' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill('第三个 instance');
  await form.getByRole('button', { name: 'Create and start' }).click();
  const link = inRail(page, '第三个 instance');
  await link.click();
  await expect(page.getByText('Ready').first()).toBeVisible({ timeout: 60_000 });
  await dropFile(page, page.getByText('Drop audio here for 第三个 instance'), short?.path ?? '');
  await expect(page.getByRole('region', { name: 'Live text' }).getByText(short?.text ?? '')).toBeVisible({
    timeout: 30_000,
  });
});

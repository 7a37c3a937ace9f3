import { readFile } from 'node:fs/promises';
import { expect } from 'playwright/test';
import { dropFile, openPanel, test } from './browser.ts';
import { charErrorRate } from './charError.ts';
import { longestSample, readSamples } from './samples.ts';

test.describe.configure({ mode: 'serial' });

const short = readSamples().find((sample) => sample.name === 'hello-5s.wav');
const long = longestSample();

test('the one-time link opens the panel once', async ({ page, box, browserName: _ }) => {
  await page.goto(box.url);
  await expect(page.getByRole('link', { name: /Paraformer 1/ })).toBeVisible();
  expect(new URL(page.url()).hash).not.toContain('code=');
  const stranger = await page.context().browser()?.newContext();
  const second = await stranger?.newPage();
  await second?.goto(box.url);
  await expect(second?.getByRole('link', { name: /Paraformer 1/ }) ?? page.locator('nothing')).toHaveCount(0);
  await stranger?.close();
});

test('a file dropped on instance 2 runs there and nowhere else; text grows; a reload misses nothing; SRT comes out', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  await page.getByRole('link', { name: /Paraformer 2/ }).click();
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

  const text = await live.innerText();
  expect(charErrorRate(long.text, text.replace(/\d+:\d\d(:\d\d)?/g, ''))).toBeLessThan(0.25);

  await page.getByRole('link', { name: 'Transcripts' }).click();
  await page.getByRole('link', { name: long.name }).first().click();
  const downloading = page.waitForEvent('download');
  await page
    .getByRole('button', { name: 'SRT' })
    .or(page.getByRole('link', { name: 'SRT' }))
    .first()
    .click();
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
  await form.getByRole('button', { name: /Create|Save/ }).click();
  const link = page.getByRole('link', { name: /第三个 instance/ });
  await link.click();
  await expect(page.getByText('Ready').first()).toBeVisible({ timeout: 60_000 });
  await dropFile(page, page.getByText('Drop audio here for 第三个 instance'), short?.path ?? '');
  await expect(page.getByRole('region', { name: 'Live text' }).getByText(short?.text ?? '')).toBeVisible({
    timeout: 30_000,
  });
});

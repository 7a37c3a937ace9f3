import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import type { Locator, Page } from 'playwright/test';
import { dropFile, openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';

test.describe.configure({ mode: 'serial' });

const [first, second, third] = readSamples()
  .filter(({ name }) => ['hello-5s.wav', 'short-2s.wav', 'weather.mp3'].includes(name))
  .map(({ path, name, text }) => ({ path, name, text }));
if (!first || !second || !third) throw new Error('samples are missing');

function queueOf(page: Page): Locator {
  return page.getByRole('region', { name: 'Queue' });
}

function rowOf(page: Page, name: string): Locator {
  return queueOf(page).getByRole('listitem').filter({ hasText: name });
}

/** Names of the queue's rows, as they stand. */
function order(page: Page): Promise<string[]> {
  return queueOf(page).locator('.job-name').allTextContents();
}

test('a queue that waits is put in order, paused, resumed, cancelled and retried by its buttons', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  await page.getByRole('button', { name: 'Stop all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Stop all' }).click();
  const zone = page.getByText('Drop audio files or folders here');
  for (const { path, name } of [first, second, third]) {
    await dropFile(page, zone, path);
    await expect(rowOf(page, name).getByText('Waiting', { exact: true })).toBeVisible();
  }
  expect(await order(page)).toEqual([first.name, second.name, third.name]);
  await rowOf(page, third.name)
    .getByRole('button', { name: `Put ${third.name} first` })
    .click();
  await expect.poll(() => order(page)).toEqual([third.name, first.name, second.name]);

  await rowOf(page, second.name)
    .getByRole('button', { name: `Pause ${second.name}` })
    .click();
  await expect(rowOf(page, second.name).getByText('Paused')).toBeVisible();
  await rowOf(page, second.name)
    .getByRole('button', { name: `Resume ${second.name}` })
    .click();
  await expect(rowOf(page, second.name).getByText('Waiting', { exact: true })).toBeVisible();

  await rowOf(page, second.name)
    .getByRole('button', { name: `Cancel ${second.name}` })
    .click();
  await expect(rowOf(page, second.name).getByText('Cancelled')).toBeVisible();
  await rowOf(page, second.name)
    .getByRole('button', { name: `Retry ${second.name}` })
    .click();
  await expect(rowOf(page, second.name).getByText('Waiting', { exact: true })).toBeVisible();

  await page.getByRole('button', { name: 'Start all', exact: true }).click();
  for (const { name } of [first, second, third]) {
    await expect(rowOf(page, name).getByText('Done', { exact: true })).toBeVisible({ timeout: 90_000 });
  }
});

test('a file dropped again is skipped, leads to the text there is, and can be done all the same', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  await dropFile(page, page.getByText('Drop audio files or folders here'), first.path);
  const row = rowOf(page, first.name).filter({ hasText: 'Skipped' });
  await expect(row).toBeVisible({ timeout: 30_000 });
  await row.getByRole('link', { name: first.name }).click();
  await expect(
    page.getByRole('region', { name: 'Sentences' }).getByText(first.text.slice(0, 4)),
  ).toBeVisible();
  const { jobs } = await box.call('jobs.list', { limit: 10, states: ['done', 'skipped'] });
  const skipped = jobs.find(({ state }) => state === 'skipped');
  expect(page.url()).toContain(String(skipped?.sameAs));
  await page.goBack();
  await rowOf(page, first.name)
    .filter({ hasText: 'Skipped' })
    .getByRole('button', { name: `Retry ${first.name}` })
    .click();
  await expect(rowOf(page, first.name).filter({ hasText: 'Skipped' })).toHaveCount(0);
  await box.ended(skipped?.id ?? '');
  expect((await box.call('jobs.get', { id: skipped?.id ?? '' })).state).toBe('done');
});

test('of a folder only recordings are taken, after a question that counts them', async ({ page, box }) => {
  const folder = join(box.home, 'picked');
  await mkdir(folder);
  await copyFile(second.path, join(folder, 'two.wav'));
  await copyFile(third.path, join(folder, 'three.mp3'));
  await writeFile(join(folder, 'notes.txt'), 'no sound');
  await openPanel(page, box);
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose a folder' }).click();
  await (await choosing).setFiles(folder);
  const dialog = page.getByRole('dialog', { name: 'Add 2 recordings?' });
  await expect(dialog.getByText('1 other file is left out.')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add' }).click();
  for (const name of ['two.wav', 'three.mp3']) {
    await expect(rowOf(page, name).getByText('Skipped')).toBeVisible({ timeout: 30_000 });
  }
  const { jobs } = await box.call('jobs.list', { limit: 10, states: ['skipped'] });
  for (const { id } of jobs) await box.call('jobs.remove', { id });
});

test('a folder is watched from the settings, and a folder that goes away is shown and comes back', async ({
  page,
  box,
}) => {
  const inbox = join(box.home, 'inbox');
  await mkdir(inbox);
  await openPanel(page, box);
  await page.goto(`${new URL(page.url()).origin}/#/settings`);
  const group = page.getByRole('region', { name: 'Watched folders' });
  await group.getByLabel('Folder on the box').fill(inbox);
  await group.getByRole('button', { name: 'Watch', exact: true }).click();
  await expect(group.getByText('Watching', { exact: true })).toBeVisible();
  await rm(inbox, { recursive: true });
  await expect(group.getByText('Not there', { exact: true })).toBeVisible({ timeout: 30_000 });
  await expect(group.getByText('The folder is not there')).toBeVisible();
  await mkdir(inbox);
  await expect(group.getByText('Watching', { exact: true })).toBeVisible({ timeout: 30_000 });
  await group.getByRole('button', { name: `Watch ${inbox} no longer` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(group.getByRole('listitem')).toHaveCount(0);
});

test('transcripts are selected and removed together, after a question', async ({ page, box }) => {
  await openPanel(page, box);
  await page.goto(`${new URL(page.url()).origin}/#/transcripts`);
  await page.getByRole('button', { name: 'Select', exact: true }).click();
  await page.getByRole('checkbox', { name: `Select ${second.name}` }).click();
  await page.getByRole('checkbox', { name: `Select ${third.name}` }).click();
  await page.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove 2 jobs?' });
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('checkbox', { name: `Select ${second.name}` })).toHaveCount(0);
  await expect(page.getByRole('checkbox', { name: `Select ${third.name}` })).toHaveCount(0);
  const { jobs } = await box.call('jobs.list', { limit: 10 });
  expect(jobs.map(({ name }) => name)).toEqual([first.name, first.name]);
});

test('a queue of hundreds draws the rows in sight and reaches the last', async ({ page, box }) => {
  const count = 300;
  await box.call('fleet.stop', {});
  const before = (await box.call('host.snapshot', {})).jobs.length;
  for (let sent = 0; sent < count; sent += 100) {
    await Promise.all(Array.from({ length: 100 }, () => box.submit(second.path)));
  }
  await openPanel(page, box);
  // By their class: asked by role, the browser would work out the name of everything on the page each time.
  const rows = page.locator('.queue .job');
  await expect(rows.first()).toBeVisible();
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(before + count));
  expect(await rows.count()).toBeLessThan(60);
  const scrolls = page.locator('.queue .job-box');
  // Rows not drawn yet are guessed at, so the end moves while it is scrolled to.
  await expect(async () => {
    await scrolls.evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await expect(rows.last()).toHaveAttribute('aria-posinset', String(before + count), { timeout: 1_000 });
  }).toPass();
  expect(await rows.count()).toBeLessThan(60);
  await page.locator('.queue').getByText('In progress', { exact: true }).click();
  await expect(rows.first()).toHaveAttribute('aria-setsize', String(count));
});

/** Listening to what a transcript came of, in a real browser, on the copy the real host makes. */
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import type { Transcript } from '../electron/contract/job.ts';
import type { Box } from './box.ts';
import { openPanel, test } from './browser.ts';
import { longestSample, readSamples } from './samples.ts';

const long = longestSample();
const short = readSamples().find((sample) => sample.name === 'hello-5s.wav');

async function transcribe(box: Box, path: string): Promise<Transcript> {
  const { id } = await box.call('jobs.submit', { path, target: { kind: 'fleet' } });
  await expect.poll(async () => (await box.call('jobs.get', { id })).state, { timeout: 60_000 }).toBe('done');
  return box.call('transcripts.get', { id });
}

async function openTranscript(page: Page, name: string): Promise<void> {
  await page
    .getByRole('link', { name: /^Transcripts/ })
    .first()
    .click();
  await page.getByRole('link', { name }).first().click();
}

test('listens from the start, from a sentence, with the keys, and after a reload', async ({ page, box }) => {
  const { sentences } = await transcribe(box, long.path);
  await openPanel(page, box);
  await openTranscript(page, long.name);

  await page.getByRole('button', { name: 'Listen' }).click();
  const position = page.getByRole('slider', { name: 'Position' });
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(position).not.toHaveAttribute('aria-valuenow', '0');

  const third = sentences[2];
  await page.getByText(third?.text.trim() ?? '', { exact: true }).click();
  await expect(page.locator('.sentences li[aria-current]')).toContainText(third?.text.trim() ?? 'nothing');
  expect(Number(await position.getAttribute('aria-valuenow'))).toBeGreaterThanOrEqual(
    Math.floor((third?.fromMs ?? 0) / 1000),
  );

  await page.locator('body').press('Space');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await position.press('Home');
  await expect(position).toHaveAttribute('aria-valuenow', '0');
  await position.press('ArrowRight');
  await expect(position).toHaveAttribute('aria-valuenow', '5');

  await page.reload();
  await page
    .getByRole('button', { name: /^Play from/ })
    .nth(1)
    .click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('a source that is gone is said to be gone', async ({ page, box }) => {
  const dir = await mkdtemp(join(tmpdir(), 'paradeck-listen-'));
  const path = join(dir, 'gone.wav');
  await copyFile(short?.path ?? '', path);
  await transcribe(box, path);
  await rm(dir, { recursive: true });
  await openPanel(page, box);
  await openTranscript(page, 'gone.wav');
  await page.getByRole('button', { name: 'Listen' }).click();
  await expect(page.getByText('The file is no longer where it was.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Listen' })).toBeEnabled();
});

/** A person on another machine: signs in with a key, looks only or works, sends a large file over a poor line, picks one on the server. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { writeWav } from './clips.ts';
import { openPanel, test } from './browser.ts';
import { samplesDir } from './box.ts';
import type { Box } from './box.ts';

async function makeKey(box: Box, name: string, scope: 'panel' | 'panel-read') {
  return box.call('keys.create', { name, scopes: [scope] });
}

async function signInBy(page: Page, box: Box, secret: string): Promise<void> {
  await page.goto(new URL(box.url).origin);
  await page.getByLabel('Key', { exact: true }).fill(secret);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Fleet' })).toBeVisible();
}

test('who signs in to look only sees everything, and what changes things is off with the reason', async ({
  page,
  box,
}) => {
  const { key, secret } = await makeKey(box, 'ward', 'panel-read');
  await page.goto(new URL(box.url).origin);
  await page.getByLabel('Key', { exact: true }).fill(`${secret}x`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('There is no such key.')).toBeVisible();
  await signInBy(page, box, secret);
  await expect(page.getByText('Signed in with the key “ward”.')).toBeVisible();
  await expect(page.getByText('Paraformer 1').first()).toBeVisible();
  for (const name of ['Stop all', 'New instance', 'Choose files', 'Restart Paraformer 1']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeDisabled();
  }
  await expect(page.getByTitle('You signed in to look only').first()).toBeAttached();
  await box.call('keys.revoke', { id: key.id });
  await expect(page.getByRole('heading', { name: 'Sign in to ParaDeck' })).toBeVisible();
});

test('a file of two pieces goes on by itself when the line breaks, and says so', async ({ page, box }) => {
  const path = join(tmpdir(), `paradeck-long-${process.pid}.wav`);
  await writeWav(path, new Int16Array(4.5 * 1024 * 1024));
  await openPanel(page, box);
  await expect(page.getByRole('button', { name: 'Choose files' })).toBeEnabled();
  let cuts = 0;
  await page.route('**/api/uploads/*', (route) => {
    const isSecond = route.request().headers()['upload-offset'] === String(8 * 1024 * 1024);
    if (!isSecond || cuts >= 2) return route.continue();
    cuts += 1;
    return route.abort('connectionreset');
  });
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await chooser).setFiles(path);
  await expect(page.getByText('Connection lost, goes on by itself')).toBeVisible();
  await expect(page.locator('.job-name').filter({ hasText: 'paradeck-long' })).toBeVisible();
  expect(cuts).toBe(2);
  await rm(path);
});

test('a recording on the server is picked from a folder of the settings', async ({ page, box }) => {
  await box.call('settings.set', { mediaFolders: [samplesDir] });
  const { secret } = await makeKey(box, 'desk', 'panel');
  await signInBy(page, box, secret);
  await page.getByRole('button', { name: 'From the server' }).click();
  await page.getByLabel('hello-5s.wav').check();
  await page.getByRole('button', { name: 'Transcribe 1' }).click();
  await expect(page.locator('.job-name').filter({ hasText: 'hello-5s.wav' })).toBeVisible();
});

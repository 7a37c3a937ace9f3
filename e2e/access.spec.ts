/** A person on another machine: signs in with a key, looks only or works, sends a large file over a poor line, picks one on the server. */
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { writeWav } from './clips.ts';
import { dropFile, openPanel, test } from './browser.ts';
import { samplesDir } from './box.ts';
import type { Box } from './box.ts';
import { pressAll } from './pressAll.ts';

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

test('whatever is on for who only looks is done when it is pressed, on every page: nothing is refused', async ({
  page,
  box,
}) => {
  const sample = join(samplesDir, 'weather.mp3');
  const { id } = await box.submit(sample);
  await box.ended(id);
  const [spare] = (await box.call('host.snapshot', {})).instances;
  const instance = `/instance/${spare?.spec.id ?? ''}`;
  const { secret } = await makeKey(box, 'reader', 'panel-read');
  const refused: string[] = [];
  page.on('response', async (response) => {
    if (response.request().method() !== 'POST') return;
    const reply = await response.text().catch(() => '');
    if (reply.includes('"forbidden"')) refused.push(new URL(response.url()).pathname);
  });
  await signInBy(page, box, secret);
  const walk = [
    '/fleet',
    instance,
    `${instance}/log`,
    `${instance}/spec`,
    '/transcripts',
    `/transcripts/${id}`,
  ];
  const fields = new Set<string>();
  // What stands on every page is pressed on the first.
  let leaving = ['Sign out'];
  for (const hash of [...walk, '/checks', '/requests', '/settings']) {
    await page.evaluate((to) => void (location.hash = to), hash);
    await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
    if (hash.endsWith(id)) {
      await page.locator('.sentence-time').first().press('F2');
      await expect(page.getByText('nothing can be changed with this key').last()).toBeVisible();
      await page.keyboard.press('Control+h');
    }
    const pressed = await pressAll(page, leaving);
    leaving = ['Sign out', 'All commands', 'Keyboard shortcuts'];
    expect(pressed.names.length, hash).toBeGreaterThan(1);
    for (const field of pressed.fields) fields.add(field);
    await page.keyboard.press('Escape');
  }
  const looking = ['Filter lines', 'Find in this transcript', 'Search transcripts'];
  expect([...fields].toSorted()).toEqual([...looking, 'Type what you want to do, or a name']);
  await page.evaluate((to) => void (location.hash = to), '/fleet');
  await dropFile(page, page.locator('.drop-zone'), sample);
  const { jobs } = await box.call('host.snapshot', {});
  expect([jobs.map((job) => job.id), refused]).toEqual([[id], []]);
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

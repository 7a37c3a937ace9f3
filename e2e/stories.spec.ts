/** Three people from their first run to a result, in both languages, on a box with two simulated cards. */
import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'playwright/test';
import type { Locator, Page } from 'playwright/test';
import { root } from './box.ts';
import type { Box } from './box.ts';
import { openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';
import { twoCards, untilPhase } from './simulated.ts';
import { words } from './words.ts';

test.use({ boxOptions: twoCards });

const dir = join(root, 'test-results', 'stories');
mkdirSync(dir, { recursive: true });
const short = readSamples().find(({ name }) => name === 'hello-5s.wav');
if (!short) throw new Error('there is no sample hello-5s.wav');
const sample = short;

/** As on the first day: nothing set, nothing transcribed, and the two instances the host makes. */
async function beginAnew(box: Box): Promise<void> {
  await box.call('jobs.removeEnded', { days: 0 });
  const { instances } = await box.call('host.snapshot', {});
  for (const { spec } of instances.slice(2)) {
    await box.call('instances.stop', { id: spec.id });
    await untilPhase(box, spec.name, 'stopped');
    await box.call('instances.remove', { id: spec.id });
  }
  for (const { id } of (await box.call('keys.list', {})).keys) await box.call('keys.revoke', { id });
  await box.call('settings.set', { firstSteps: 'due', language: 'system', theme: 'system' });
}

/** The panel hears a little later than the box itself of what may be done: a key is lost on a button that is off. */
async function pressEnter(button: Locator): Promise<void> {
  await expect(button).toBeEnabled();
  await button.press('Enter');
}

const firstSteps = async (box: Box) => (await box.call('settings.get', {})).firstSteps;

for (const locale of ['en-US', 'zh-CN'] as const) {
  const w = words[locale];
  const colorScheme = locale === 'en-US' ? 'light' : 'dark';
  test.describe(locale, () => {
    test.use({ locale, colorScheme });
    test.beforeEach(async ({ page, box }) => {
      await beginAnew(box);
      await openPanel(page, box);
      await expect(page.getByRole('dialog').getByRole('heading', { name: w.look })).toBeFocused();
    });
    const show = (page: Page, name: string) =>
      page.screenshot({ path: join(dir, `${name}-${locale}.png`), animations: 'disabled' });

    test('an operator sets the box up by keys alone, and stops and starts what it made', async ({
      page,
      box,
    }) => {
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: w.next }).press('Enter');
      await expect(dialog.getByRole('heading', { name: w.places })).toBeFocused();
      await dialog.getByRole('button', { name: w.next }).press('Enter');
      await expect(dialog.getByRole('heading', { name: w.crew })).toBeFocused();
      const first = dialog.getByRole('combobox').first();
      await expect(first).toHaveValue('1');
      await first.focus();
      await page.keyboard.press('ArrowDown');
      await expect(first).toHaveValue('2');
      await show(page, 'operator-1-crew');
      await dialog.getByRole('button', { name: w.setUp }).press('Enter');
      await expect(dialog).toHaveCount(0);
      await expect.poll(() => firstSteps(box)).toBe('done');
      await untilPhase(box, 'Paraformer 3', 'ready');
      await pressEnter(page.getByRole('button', { name: `${w.stop} Paraformer 3`, exact: true }));
      await untilPhase(box, 'Paraformer 3', 'stopped');
      await pressEnter(page.getByRole('button', { name: `${w.start} Paraformer 3`, exact: true }));
      await untilPhase(box, 'Paraformer 3', 'ready');
      const job = await box.submit(sample.path);
      await expect(page.getByRole('region', { name: w.queue }).getByText(w.done)).toBeVisible();
      await show(page, 'operator-2-fleet');
      expect((await box.ended(job.id)).state).toBe('done');
      await page.reload();
      await expect(page.getByRole('heading', { name: w.fleet, level: 1 })).toBeVisible();
      await expect(dialog).toHaveCount(0);
    });

    test('a transcriber skips the steps, hands a recording over, corrects, finds and exports it', async ({
      page,
      box,
    }) => {
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog')).toHaveCount(0);
      await expect.poll(() => firstSteps(box)).toBe('done');
      const choosing = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: w.choose }).first().press('Enter');
      await (await choosing).setFiles(sample.path);
      // A screen reader hears of it wherever one is.
      await expect(page.getByRole('status').filter({ hasText: sample.name })).toContainText(w.done);
      await show(page, 'transcriber-1-done');
      await page
        .getByRole('region', { name: w.queue })
        .getByRole('link', { name: sample.name })
        .press('Enter');
      await expect(page.locator('.sentence-text').first()).toContainText(sample.text.slice(0, 4));
      await page.locator('.sentence-time').first().press('F2');
      const field = page.getByRole('textbox', { name: w.field });
      await field.press('End');
      await page.keyboard.type('甲乙');
      await field.press('Enter');
      await expect(page.locator('[data-corrected]')).toHaveCount(1);
      await page.keyboard.press('Control+f');
      await page.getByRole('searchbox', { name: w.search }).fill('甲乙');
      await expect(page.locator('mark').first()).toHaveText('甲乙');
      await show(page, 'transcriber-2-reader');
      const downloading = page.waitForEvent('download');
      await page.getByRole('button', { name: w.export, exact: true }).press('Enter');
      await page.getByRole('menuitem', { name: /SRT/i }).press('Enter');
      expect(await readFile(await (await downloading).path(), 'utf8')).toContain('甲乙');
    });

    test('a developer makes a key, sends a file to the fleet’s address and sees both', async ({
      page,
      box,
    }) => {
      await page.getByRole('dialog').getByRole('button', { name: w.skipAll }).last().press('Enter');
      await page.keyboard.press('Control+,');
      await page.getByLabel(w.keyName).fill('n8n');
      await page.getByLabel(w.keyName).press('Enter');
      const secret = page.getByText(/^pdk-/);
      await expect(secret).toBeVisible();
      await secret.scrollIntoViewIfNeeded();
      await show(page, 'developer-1-key');
      const { doors } = await box.call('host.snapshot', {});
      const url = doors.find(({ instanceId }) => instanceId === null)?.url ?? '';
      const form = new FormData();
      form.set('file', new Blob([await readFile(sample.path)]), sample.name);
      form.set('model', 'whisper-1');
      const headers = { authorization: `Bearer ${await secret.innerText()}` };
      const answer = await fetch(`${url}/v1/audio/transcriptions`, { method: 'POST', headers, body: form });
      expect(await answer.json()).toMatchObject({ text: sample.text });
      await page.getByRole('link', { name: w.requests }).press('Enter');
      await expect(page.getByRole('heading', { name: w.requests })).toBeVisible();
      await expect(page.getByText('/v1/audio/transcriptions').first()).toBeVisible();
      await show(page, 'developer-2-requests');
    });
  });
}

test('an operator who wants fewer than the host made takes one away in the first steps', async ({
  page,
  box,
}) => {
  await beginAnew(box);
  await openPanel(page, box);
  const dialog = page.getByRole('dialog');
  for (const step of ['Where things are kept', 'What does the work']) {
    await dialog.getByRole('button', { name: 'Next' }).click();
    await expect(dialog.getByRole('heading', { name: step })).toBeFocused();
  }
  await dialog.getByRole('combobox').nth(1).selectOption('0');
  await page.screenshot({ path: join(dir, 'operator-3-fewer.png'), animations: 'disabled' });
  await dialog.getByRole('button', { name: 'Set up' }).click();
  await expect(dialog).toHaveCount(0);
  const table = page.getByRole('region', { name: 'Instances' });
  await expect(table.getByRole('link')).toHaveText(['Paraformer 1']);
  const { instances } = await box.call('host.snapshot', {});
  expect(instances.map(({ spec }) => spec.name)).toEqual(['Paraformer 1']);
  expect((await box.ended((await box.submit(sample.path)).id)).state).toBe('done');
});

/** What each key of a transcript promises on the sheet, by its words and in the sheet's order. */
import { expect } from 'playwright/test';
import type { Page } from 'playwright/test';

type OpenReader = (page: Page, query?: string) => Promise<void>;
type Promises = Readonly<Record<string, (page: Page, keys: string) => Promise<void>>>;

export const readerPromises = (openReader: OpenReader): Promises => ({
  ...listeningPromises(openReader),
  ...correctingPromises(openReader),
  ...findingPromises(openReader),
});

const listeningPromises = (openReader: OpenReader): Promises => ({
  'Play or pause the recording being read': async (page, keys) => {
    await openReader(page);
    await page.getByRole('main').focus();
    await page.keyboard.press(keys);
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
  },
  'Play or pause, while typing, too': async (page, keys) => {
    await page.locator('.sentence-time').first().press('F2');
    const field = page.getByRole('textbox', { name: 'Text of the sentence' });
    await field.press(keys);
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
    await expect(field).toBeFocused();
    await field.press('Escape');
  },
  'Three seconds back, while typing, too': async (page, keys) => {
    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.press('Home');
    await expect(slider).toHaveAttribute('aria-valuenow', '0');
    await slider.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuenow', '5');
    await page.keyboard.press(keys);
    await expect(slider).toHaveAttribute('aria-valuenow', '2');
  },
  'Three seconds on, while typing, too': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute('aria-valuenow', '5');
  },
  'Play faster': async (page, keys) => {
    await page.getByRole('main').focus();
    await page.keyboard.press(keys);
    await expect(page.getByRole('button', { name: 'Speed: 1.25 times' })).toBeVisible();
  },
  'Play slower': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.getByRole('button', { name: 'Speed: 1 times' })).toBeVisible();
  },
  'Play the sentence that has the focus, while typing, too': async (page, keys) => {
    const slider = page.getByRole('slider', { name: 'Position' });
    await slider.press('End');
    await page.locator('.sentence-time').first().press('F2');
    const field = page.getByRole('textbox', { name: 'Text of the sentence' });
    await field.press(keys);
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible();
    await expect(field).toBeFocused();
    await field.press('Escape');
  },
});

const correctingPromises = (openReader: OpenReader): Promises => ({
  'Correct the sentence that has the focus': async (page, keys) => {
    await openReader(page);
    await page.locator('.sentence-time').first().focus();
    await page.keyboard.press(keys);
    const field = page.getByRole('textbox', { name: 'Text of the sentence' });
    await expect(field).toBeFocused();
    await field.press('End');
    await page.keyboard.type('改');
    await field.press('Enter');
    await expect(page.locator('[data-corrected]')).toHaveCount(1);
  },
  'Split the sentence being corrected at the caret': async (page, keys) => {
    const rows = page.locator('.sentences li');
    await openReader(page);
    await rows.first().locator('.sentence-time').press('F2');
    const field = page.getByRole('textbox', { name: 'Text of the sentence' });
    const text = await field.inputValue();
    const [head, tail] = [text.slice(0, 2), text.slice(2)];
    await field.press('Home');
    await field.press('ArrowRight');
    await field.press('ArrowRight');
    await field.press(keys);
    await expect(field).toHaveValue(tail);
    await expect(rows.first()).toContainText(head);
    await expect(page.getByText('Split. The second half begins at')).toBeAttached();
    await field.press('Escape');
    await page.locator('body').press('Control+z');
    await expect(rows.first()).toContainText(text);
  },
  'Merge it with the next': async (page, keys) => {
    const rows = page.locator('.sentences li');
    await openReader(page);
    const texts = await rows.locator('.sentence-text').allInnerTexts();
    await rows.first().locator('.sentence-time').press(keys);
    await expect(rows.first()).toContainText(texts.slice(0, 2).join(''));
    await expect(rows.first().getByRole('button', { name: /^Correct/ })).toBeFocused();
    await page.locator('body').press('Control+z');
    await expect(rows.nth(1)).toContainText(texts[1] ?? '');
  },
});

const findingPromises = (openReader: OpenReader): Promises => ({
  'To the next hit': async (page, keys) => {
    await openReader(page, '会议');
    const at = await readHit(page);
    await page.keyboard.press(keys);
    await expect.poll(() => readHit(page)).toBe(at + 1);
  },
  'To the hit before': async (page, keys) => {
    await openReader(page, '会议');
    const at = await readHit(page);
    await page.getByRole('button', { name: 'Next hit (F3)' }).click();
    await expect.poll(() => readHit(page)).toBe(at + 1);
    await page.getByRole('main').focus();
    await page.keyboard.press(keys);
    await expect.poll(() => readHit(page)).toBe(at);
  },
  'Find and replace in the transcript': async (page, keys) => {
    await openReader(page);
    await page.keyboard.press(keys);
    await expect(page.getByRole('textbox', { name: 'Replace by' })).toBeVisible();
    await page.getByRole('main').focus();
  },
  'Take a correction back': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.locator('[data-corrected]')).toHaveCount(0);
  },
  'Make it again': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.locator('[data-corrected]')).toHaveCount(1);
  },
});

/** The number of the hit the reader is at. */
async function readHit(page: Page): Promise<number> {
  const at = page.getByRole('search').getByRole('status');
  await expect(at).toHaveText(/^\d+ of \d+$/);
  return Number.parseInt(await at.innerText(), 10);
}

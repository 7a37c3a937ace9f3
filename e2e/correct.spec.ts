/** Correcting a transcript in a real browser, on a real host: by keyboard, with undo, beside another panel. */
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright/test';
import { expect } from 'playwright/test';
import type { Box } from './box.ts';
import { openPanel, test } from './browser.ts';
import { longestSample } from './samples.ts';

const long = longestSample();

async function openReader(page: Page, box: Box): Promise<void> {
  await openPanel(page, box);
  await page
    .getByRole('link', { name: /^Transcripts/ })
    .first()
    .click();
  await page.getByRole('link', { name: long.name }).first().click();
}

const textOf = async (box: Box, id: string): Promise<string> =>
  (await box.call('transcripts.get', { id })).text;

test('a sentence is corrected by keyboard, taken back, searched and exported', async ({ page, box }) => {
  const { id } = await box.submit(long.path);
  await box.ended(id);
  const recognised = await box.call('transcripts.get', { id });
  await openReader(page, box);
  const second = page.locator('.sentences li').nth(1);
  const before = recognised.sentences[1]?.text.trim() ?? '';

  await second.getByRole('button', { name: /^Play from/ }).press('F2');
  const field = page.getByRole('textbox', { name: 'Text of the sentence' });
  await expect(field).toBeFocused();
  await field.press('Space');
  await field.pressSequentially('ParaDeck 甲');
  await expect(field).toHaveValue(`${before} ParaDeck 甲`);
  await expect(page.getByRole('button', { name: 'Listen' })).toBeEnabled();
  await field.press('Enter');
  await expect(second).toContainText('ParaDeck 甲');
  await expect(second.getByRole('button', { name: /^Correct/ })).toBeFocused();
  await expect(page.getByText('1 sentence is corrected')).toBeVisible();

  const corrected = await box.call('transcripts.get', { id });
  const words = (index: number) => [recognised, corrected].map(({ sentences }) => sentences[index]?.words[0]);
  expect(corrected.sentences[1]?.text.trim()).toBe(`${before} ParaDeck 甲`);
  expect(words(1)[1]).toEqual(words(1)[0]);

  await page.getByRole('searchbox', { name: 'Search transcripts' }).fill('paradeck甲');
  await expect(page.locator('.hit-snippet mark')).toHaveText('ParaDeck 甲');
  await expect(second.locator('mark')).toHaveText('ParaDeck 甲');
  await page.getByRole('searchbox', { name: 'Search transcripts' }).fill('');

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Text (.txt)' }).click();
  expect(await readFile(await (await downloading).path(), 'utf8')).toContain('ParaDeck 甲');

  await page.locator('body').press('Control+z');
  await expect.poll(() => textOf(box, id)).toBe(recognised.text);
  await expect(page.getByText('1 sentence is corrected')).toBeHidden();
  await page.locator('body').press('Control+Shift+z');
  await expect.poll(() => textOf(box, id)).toBe(corrected.text);

  await page.getByRole('button', { name: 'Show what was recognised' }).click();
  await second.getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => textOf(box, id)).toBe(recognised.text);

  // What is begun stays while one looks elsewhere, and so does the way back.
  await second.getByRole('button', { name: /^Play from/ }).press('F2');
  await field.fill('半句');
  await page.getByRole('link', { name: 'Checks' }).first().click();
  await page.goBack();
  await expect(field).toHaveValue('半句');
  await field.press('Escape');
  await page.locator('body').press('Control+z');
  await expect.poll(() => textOf(box, id)).toBe(corrected.text);
  await page.locator('body').press('Control+z');
  await expect.poll(() => textOf(box, id)).toBe(recognised.text);
});

test('sentences are split and merged by keyboard, in subtitles, too, and what is begun outlives its page', async ({
  page,
  box,
}) => {
  const [job] = (await box.call('jobs.list', { states: ['done'] })).jobs;
  const id = job?.id ?? '';
  const recognised = await box.call('transcripts.get', { id });
  const textsOf = async () => (await box.call('transcripts.get', { id })).sentences.map(({ text }) => text);
  const [first = '', second = '', ...others] = recognised.sentences.map(({ text }) => text);
  await openReader(page, box);
  const rows = page.locator('.sentences li');
  const field = page.getByRole('textbox', { name: 'Text of the sentence' });

  await rows
    .first()
    .getByRole('button', { name: /^Play from/ })
    .press('F2');
  await field.press('Home');
  await field.press('Shift+Enter');
  await expect(page.getByText('Put the caret between the two halves')).toBeAttached();
  await field.press('ArrowRight');
  await field.press('ArrowRight');
  await field.press('Shift+Enter');
  await expect(field).toHaveValue(first.slice(2));
  await expect(field).toBeFocused();
  await expect.poll(textsOf).toEqual([first.slice(0, 2), first.slice(2), second, ...others]);
  const halves = (await box.call('transcripts.get', { id })).sentences.slice(0, 2);
  const [, head] = recognised.sentences[0]?.words ?? [];
  expect(halves.map(({ toMs }) => toMs)).toEqual([head?.toMs, recognised.sentences[0]?.toMs]);
  const { content } = await box.call('transcripts.export', { id, format: 'srt' });
  expect(Buffer.from(content, 'base64').toString()).toContain(`\n${first.slice(0, 2)}\n`);

  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Copy with times' }).click();
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toMatch(new RegExp(`^\\[0:00:00\\] ${first.slice(0, 2)}\\n\\[0:00:0\\d\\] `));

  // Written on in the second half, merged with the sentence after it, and still there on a page loaded anew.
  await field.press('Home');
  await field.pressSequentially('嗯');
  await field.press('Control+j');
  await expect(field).toHaveValue(`嗯${first.slice(2)}${second.trim()}`);
  await field.pressSequentially('甲');
  const halfDone = `嗯${first.slice(2)}甲${second.trim()}`;
  await expect(field).toHaveValue(halfDone);
  page.once('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(field).toHaveValue(halfDone);
  await field.press('Enter');
  await expect.poll(textsOf).toEqual([first.slice(0, 2), halfDone, ...others]);
  // A field that is open at the other of the two closes first.
  await rows
    .nth(1)
    .getByRole('button', { name: /^Play from/ })
    .press('F2');
  await field.press('End');
  await field.pressSequentially('乙');
  await rows
    .first()
    .getByRole('button', { name: /^Play from/ })
    .press('Control+j');
  await expect.poll(textsOf).toEqual([`${first.slice(0, 2)}${halfDone}乙`, ...others]);
  await expect(field).toHaveCount(0);
  await page.getByRole('button', { name: 'Show what was recognised' }).click();
  await rows.first().getByRole('button', { name: 'Restore' }).click();
  await expect.poll(() => box.call('transcripts.get', { id })).toEqual(recognised);
});

test('letters are replaced all over as one edit, and a sentence corrected in two panels asks whose stays', async ({
  page,
  box,
}) => {
  const [job] = (await box.call('jobs.list', { states: ['done'] })).jobs;
  const id = job?.id ?? '';
  const { text, sentences } = await box.call('transcripts.get', { id });
  await openReader(page, box);

  await page.locator('body').press('Control+h');
  await page.getByRole('textbox', { name: 'Find in this transcript' }).fill('，');
  await page.getByRole('textbox', { name: 'Replace by' }).fill('、');
  const found = text.split('，').length - 1;
  await expect(page.getByText(`1 of ${found}`)).toBeVisible();
  await page.locator('body').press('F3');
  await expect(page.getByText(`2 of ${found}`)).toBeVisible();
  await page.getByRole('button', { name: 'Replace all' }).click();
  await expect.poll(() => textOf(box, id)).toBe(text.replaceAll('，', '、'));
  await expect(page.getByText('not in the text')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Replace all' })).toBeFocused();
  await page.getByRole('search').getByRole('button', { name: 'Close' }).click();
  await page.locator('body').press('Control+z');
  await expect.poll(() => textOf(box, id)).toBe(text);

  const first = page.locator('.sentences li').first();
  await first.hover();
  await first.getByRole('button', { name: /^Correct/ }).click();
  const field = page.getByRole('textbox', { name: 'Text of the sentence' });
  await field.fill('我的。');
  const { revision } = await box.call('transcripts.open', { id });
  await box.call('transcripts.edit', {
    id,
    revision,
    changes: [{ index: 0, count: 1, texts: ['别人的。'] }],
  });
  await expect(page.getByRole('alert')).toContainText('别人的。');
  await field.press('Enter');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await field.press('Enter');
  await expect.poll(() => textOf(box, id)).toBe(`我的。${text.slice(sentences[0]?.text.length)}`);
});

test('all that a search finds comes as one zip, named as the settings say', async ({ page, box }) => {
  await box.call('settings.set', { exportName: '{model} {name}' });
  const [job] = (await box.call('jobs.list', { states: ['done'] })).jobs;
  await openPanel(page, box);
  await page.getByRole('searchbox', { name: 'Search transcripts' }).fill('我的');
  await page.getByRole('button', { name: 'Export all found…' }).click();
  await page.getByRole('checkbox', { name: 'Word (.docx)' }).check();
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const files = unzipSync(await readFile(await (await downloading).path()));
  const stem = `${job?.modelName} ${long.name.replace(/\.\w+$/, '')}`;
  expect(Object.keys(files).sort()).toEqual([`${stem}.docx`, `${stem}.txt`]);
  expect(strFromU8(files[`${stem}.txt`] ?? new Uint8Array())).toContain('我的。');
  await expect(page.getByText('1 transcript exported')).toBeVisible();
});

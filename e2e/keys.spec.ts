import { expect } from 'playwright/test';
import type { Page } from 'playwright/test';
import { openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';
import { untilPhase } from './simulated.ts';

test.describe.configure({ mode: 'serial' });

let jobId = '';
test.beforeAll(async ({ box }) => {
  const job = await box.submit(readSamples()[0]?.path ?? '');
  await box.ended(job.id);
  jobId = job.id;
});

const dialog = (page: Page) => page.getByRole('dialog');

/** What each line of the sheet promises, by its words. */
const promises: Readonly<Record<string, (page: Page, keys: string) => Promise<void>>> = {
  'All commands': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.getByPlaceholder('Type what you want to do, or a name')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  },
  'Add audio files': async (page, keys) => {
    const choosing = page.waitForEvent('filechooser');
    await page.keyboard.press(keys);
    expect((await choosing).isMultiple()).toBe(true);
  },
  'Search transcripts': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.getByRole('searchbox', { name: 'Search transcripts' })).toBeFocused();
    await page.getByRole('main').focus();
  },
  'Open settings': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible();
  },
  'Go to a room': async (page, keys) => {
    for (const [at, name] of ['Fleet', 'Transcripts', 'Checks', 'Settings'].entries()) {
      await page.keyboard.press(keys.replace('1…4', String(at + 1)));
      await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
    }
  },
  'Show this list': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  },
  'Close dialogs and menus': async (page, keys) => {
    const button = page.getByRole('button', { name: 'Keyboard shortcuts' });
    await button.press('Enter');
    await expect(dialog(page)).toBeVisible();
    await page.keyboard.press(keys);
    await expect(dialog(page)).toHaveCount(0);
    await expect(button).toBeFocused();
  },
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
    await slider.press('ArrowRight');
    await expect(slider).toHaveAttribute('aria-valuenow', '5');
    await page.keyboard.press(keys);
    await expect(slider).toHaveAttribute('aria-valuenow', '2');
  },
  'Three seconds on, while typing, too': async (page, keys) => {
    await page.keyboard.press(keys);
    await expect(page.getByRole('slider', { name: 'Position' })).toHaveAttribute('aria-valuenow', '5');
  },
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
};

async function openReader(page: Page, query = ''): Promise<void> {
  await page.evaluate(
    (hash) => {
      location.hash = hash;
    },
    `/transcripts/${jobId}${query && `?q=${query}`}`,
  );
  await expect(page.locator('.sentence-time').first()).toBeVisible();
}

/** The number of the hit the reader is at. */
async function readHit(page: Page): Promise<number> {
  const at = page.getByRole('search').getByRole('status');
  await expect(at).toHaveText(/^\d+ of \d+$/);
  return Number.parseInt(await at.innerText(), 10);
}

test('every key on the sheet does what the sheet says', async ({ page, box }) => {
  await openPanel(page, box);
  await expect(page.getByRole('heading', { name: 'Fleet' })).toBeVisible();
  await page.keyboard.press('?');
  const rows = await dialog(page)
    .locator('.keys > div')
    .evaluateAll((lines) =>
      lines.map((line) => ({
        keys: [...line.querySelectorAll('kbd')].map((key) => key.textContent),
        words: line.querySelector('dd')?.textContent ?? '',
      })),
    );
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toHaveCount(0);
  expect(rows.map(({ words }) => words).toSorted()).toEqual(Object.keys(promises).toSorted());
  const names: Readonly<Record<string, string>> = { Ctrl: 'Control', Esc: 'Escape', Space: ' ' };
  for (const { keys, words } of rows) {
    await test.step(words, async () => {
      await promises[words]?.(page, keys.map((key) => names[key] ?? key).join('+'));
    });
  }
});

async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const field = page.getByPlaceholder(/Type what you want|输入要做的事/);
  const chosen = page.locator('[data-action][data-selected]').getByText(words, { exact: true });
  // The panel may hear only now of what makes the command possible: then it is typed again.
  await expect(async () => {
    await field.fill('');
    await field.fill(words);
    await expect(chosen).toBeVisible({ timeout: 500 });
  }).toPass();
  await field.press('Enter');
  await expect(dialog(page)).toHaveCount(0);
}

test('instances, queue, look and places are reached from the list of commands, by keys alone', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  await expect(page.getByRole('heading', { name: 'Fleet' })).toBeVisible();
  await command(page, 'Stop Paraformer 1');
  await untilPhase(box, 'Paraformer 1', 'stopped');
  const waiting = await box.submit(readSamples()[1]?.path ?? '', {
    kind: 'instance',
    instanceId: await idOf('Paraformer 1'),
  });
  await expect(page.getByRole('region', { name: 'Queue' }).getByText(waiting.name)).toBeVisible();
  await command(page, 'Pause the queue');
  await expect.poll(async () => (await box.call('jobs.get', { id: waiting.id })).state).toBe('paused');
  await command(page, 'Resume the queue');
  await command(page, 'Start Paraformer 1');
  expect((await box.ended(waiting.id)).state).toBe('done');
  // Until the panel has heard of the end, the command leads to where the job waits.
  await expect(
    page.getByRole('region', { name: 'Queue' }).getByRole('link', { name: waiting.name }),
  ).toBeVisible();
  await command(page, waiting.name);
  await expect(page.locator('.player')).toBeVisible();
  await command(page, 'Theme: Dark');
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark');
  await command(page, 'Language: 简体中文');
  await expect(page.getByRole('link', { name: '设置' }).first()).toBeVisible();
  await command(page, '前往 Paraformer 2');
  await expect(page.getByRole('heading', { name: 'Paraformer 2' })).toBeVisible();
  await box.call('settings.set', { theme: 'system', language: 'system' });

  async function idOf(name: string): Promise<string> {
    const { instances } = await box.call('host.snapshot', {});
    return instances.find(({ spec }) => spec.name === name)?.spec.id ?? '';
  }
});

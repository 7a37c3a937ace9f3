import { expect } from 'playwright/test';
import type { Page } from 'playwright/test';
import { openPanel, test } from './browser.ts';
import { readerPromises } from './readerKeys.ts';
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
    // The dialog before it may still be closing, and keys mean nothing behind one: then it is pressed again.
    await expect(async () => {
      const choosing = page.waitForEvent('filechooser', { timeout: 2000 });
      await page.keyboard.press(keys);
      expect((await choosing).isMultiple()).toBe(true);
    }).toPass();
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
  ...readerPromises(openReader),
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

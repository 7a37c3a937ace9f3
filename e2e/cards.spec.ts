import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { strFromU8, unzipSync } from 'fflate';
import { expect } from 'playwright/test';
import type { Page } from 'playwright/test';
import { transcriptFormat } from '../electron/contract/job.ts';
import { root } from './box.ts';
import { openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';
import {
  changeSimulated,
  findInstance,
  readSimulated,
  twoCards,
  untilMarked,
  untilPhase,
} from './simulated.ts';

test.describe.configure({ mode: 'serial' });
test.use({ boxOptions: twoCards });

const stranger = { pid: 4242, name: 'python3 train.py' };
const train = 'python3 train.py (pid 4242)';
const dir = join(root, 'test-results', 'screens');
mkdirSync(dir, { recursive: true });

const goTo = (page: Page, room: string): Promise<void> =>
  page.evaluate((hash) => {
    location.hash = hash;
  }, `/${room}`);

/** Charts are drawn in sight only. */
async function expectCharts(page: Page): Promise<void> {
  const history = page.getByRole('region', { name: /^(History|历史)$/ });
  await history.scrollIntoViewIfNeeded();
  await expect(history.locator('.recharts-surface')).toHaveCount(2);
}

/** Buttons and texts that reach beyond the window's sides. */
const listCut = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('main button, main p, main td, main h1, main h2')]
      .filter((element) => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
      .map((element) => element.outerHTML.slice(0, 120)),
  );

async function listStumbles(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  return serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
}

test.beforeAll(async ({ box }) => {
  for (const name of ['Paraformer 1', 'Paraformer 2']) await untilPhase(box, name, 'ready');
});

test('every page says that the cards are simulated, and so does every export', async ({ page, box }) => {
  const [sample] = readSamples();
  const job = await box.submit(sample?.path ?? '');
  expect((await box.ended(job.id)).isSimulated).toBe(true);
  for (const format of transcriptFormat.options) {
    const { content } = await box.call('transcripts.export', { id: job.id, format });
    const bytes = Buffer.from(content, 'base64');
    const text =
      format === 'docx' ? strFromU8(unzipSync(bytes)['word/document.xml'] ?? bytes) : bytes.toString();
    expect(text, format).toMatch(/simulated/i);
  }
  await openPanel(page, box);
  const { spec } = await findInstance(box, 'Paraformer 1');
  for (const room of ['fleet', `instance/${spec.id}`, 'transcripts', 'checks', 'settings']) {
    await goTo(page, room);
    await expect(page.getByText('SIMULATED', { exact: true }).first()).toBeVisible();
  }
});

test('a start that does not fit is refused and names the stranger on the card', async ({ page, box }) => {
  const { cards } = await readSimulated(box);
  const uuid = cards[0]?.uuid ?? '';
  await changeSimulated(box, { processes: [{ ...stranger, uuid, mib: 20_480 }] });
  const { spec } = await box.call('instances.create', {
    ...{ name: 'Third', batchSizeS: 600, autoStart: false },
    device: { kind: 'gpu', uuid },
  });
  const refused = await box.call('instances.start', { id: spec.id }).catch((thrown: unknown) => thrown);
  expect(refused).toMatchObject({ code: 'gpu-memory-short' });
  expect(String(refused)).toContain(`${train}: 20480 MiB`);

  await openPanel(page, box);
  await expect(page.getByRole('listitem').getByText(train).first()).toBeVisible();
  await page.getByRole('button', { name: 'Start Third' }).first().click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('Third does not fit on its card now')).toBeVisible();
  await expect(dialog.getByText(train)).toBeVisible();
  await page.screenshot({ path: join(dir, 'cards-refused.png') });
  // More of the card is taken while the user thinks: started anyway it runs out of memory.
  const { gpus } = await box.call('host.snapshot', {});
  const free = gpus.cards[0]?.reading.memoryFreeMiB;
  if (typeof free !== 'number') throw new Error('a simulated card knows what it has free');
  await changeSimulated(box, { processes: [{ ...stranger, uuid, mib: 20_480 + free - 200 }] });
  const ranOut = untilMarked(box, 'oom');
  await dialog.getByRole('button', { name: 'Start anyway' }).click();
  await ranOut;
  await expect(page.getByRole('button', { name: /Out of memory: Third/ })).toBeVisible();
});

test('a killed worker comes back, and the chart marks it beside the one that ran out of memory', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  const { pid } = await findInstance(box, 'Paraformer 2');
  if (pid === null) throw new Error('Paraformer 2 has no process');
  const restarted = untilMarked(box, 'restarted');
  process.kill(pid, 'SIGKILL');
  await restarted;
  await expect(page.getByRole('button', { name: /Restarted: Paraformer 2/ })).toBeVisible();
  await untilPhase(box, 'Paraformer 2', 'ready');
  await expect(page.getByRole('button', { name: /Out of memory: Third/ })).toBeVisible();
  await expectCharts(page);
  await page.screenshot({ path: join(dir, 'cards-marks.png') });
  await page.locator('.chart-place').first().hover();
  await expect(page.locator('.chart-tip')).toContainText(/All used.*GiB/);
  // A history of a minute is a chart of a day, too, and the table has the same figures.
  await page.getByLabel('Time shown').selectOption('24h');
  await expectCharts(page);
  await page.getByText('Table', { exact: true }).click();
  const table = page.getByRole('region', { name: /^Card memory.*Table$/ }).first();
  await expect(table.getByRole('row').nth(1)).toContainText('GiB');
});

test('a lost card blocks its instance and nobody else; found again it works again', async ({ page, box }) => {
  await openPanel(page, box);
  const [first, second] = (await readSimulated(box)).cards;
  if (!first || !second) throw new Error('two cards were asked for');
  await changeSimulated(box, { cards: [first, { ...second, state: 'lost' }] });
  const row = page.getByRole('row').filter({ hasText: 'Paraformer 2' });
  await expect(row.getByText('Blocked')).toBeVisible();
  await expect(page.getByText('Lost', { exact: true })).toBeVisible();
  await page.screenshot({ path: join(dir, 'cards-lost.png') });
  expect((await findInstance(box, 'Paraformer 1')).phase).toBe('ready');
  await changeSimulated(box, { cards: [first, second] });
  await expect(row.getByText('Ready')).toBeVisible();
  await expect(page.getByRole('button', { name: /Card found again/ })).toBeVisible();
});

test('an instance on another card than ordered is red and gets no work', async ({ page, box }) => {
  const [first, second] = (await readSimulated(box)).cards;
  const [ordered, other] = [second?.uuid ?? '', first?.uuid ?? ''];
  const processes = [{ ...stranger, uuid: other, mib: 20_480 }];
  await changeSimulated(box, { processes, seats: { [ordered]: other } });
  await openPanel(page, box);
  await page.getByRole('button', { name: 'Restart Paraformer 2' }).first().click();
  await untilPhase(box, 'Paraformer 2', 'mispinned');
  const row = page.getByRole('row').filter({ hasText: 'Paraformer 2' });
  await expect(row.locator('.tone-bad').first()).toBeVisible();
  expect((await findInstance(box, 'Paraformer 2')).pid).toBeNull();
});

/** Every language and theme at both widths; two of the four, one a theme, are read as a screen reader does. */
const wide = { width: 1280, height: 800 };
const narrow = { width: 420, height: 900 };

const looks = [
  { name: 'wide-light-en', isRead: false, locale: 'en-US', colorScheme: 'light', viewport: wide },
  { name: 'wide-dark-zh', isRead: true, locale: 'zh-CN', colorScheme: 'dark', viewport: wide },
  { name: 'narrow-light-zh', isRead: true, locale: 'zh-CN', colorScheme: 'light', viewport: narrow },
  { name: 'narrow-dark-en', isRead: false, locale: 'en-US', colorScheme: 'dark', viewport: narrow },
] as const;

for (const { name, isRead, ...look } of looks) {
  test.describe(name, () => {
    test.use(look);
    test('cards and an instance on the wrong one: nothing cut, nothing a screen reader stumbles over', async ({
      page,
      box,
    }) => {
      await openPanel(page, box);
      await expectCharts(page);
      await page.screenshot({ path: join(dir, `cards-fleet-${name}.png`) });
      expect(await listCut(page)).toEqual([]);
      if (isRead) expect(await listStumbles(page)).toEqual([]);
      await goTo(page, `instance/${(await findInstance(box, 'Paraformer 2')).spec.id}`);
      await expect(page.getByRole('heading', { name: 'Paraformer 2' })).toBeVisible();
      await page.screenshot({ path: join(dir, `cards-instance-${name}.png`) });
      expect(await listCut(page)).toEqual([]);
    });
  });
}

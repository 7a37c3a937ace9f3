import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect } from 'playwright/test';
import type { Page } from 'playwright/test';
import { transcriptFormat } from '../electron/contract/job.ts';
import { root } from './box.ts';
import { openPanel, test } from './browser.ts';
import { readSamples } from './samples.ts';
import { changeSimulated, findInstance, readSimulated, twoCards, untilPhase } from './simulated.ts';

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

test.beforeAll(async ({ box }) => {
  for (const name of ['Paraformer 1', 'Paraformer 2']) await untilPhase(box, name, 'ready');
});

test('every page says that the cards are simulated, and so does every export', async ({ page, box }) => {
  const [sample] = readSamples();
  const job = await box.submit(sample?.path ?? '');
  expect((await box.ended(job.id)).isSimulated).toBe(true);
  for (const format of transcriptFormat.options) {
    const { content } = await box.call('transcripts.export', { id: job.id, format });
    expect(content, format).toMatch(/simulated/i);
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
  await changeSimulated(box, { processes: [{ ...stranger, uuid, mib: 22_600 }] });
  await dialog.getByRole('button', { name: 'Start anyway' }).click();
  await expect(page.getByRole('button', { name: /Out of memory: Third/ })).toBeVisible();
});

test('a killed worker comes back, and the chart marks it beside the one that ran out of memory', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  const before = await findInstance(box, 'Paraformer 2');
  process.kill(before.pid ?? 0, 'SIGKILL');
  await expect(page.getByRole('button', { name: /Restarted: Paraformer 2/ })).toBeVisible();
  await untilPhase(box, 'Paraformer 2', 'ready');
  await expect(page.getByRole('button', { name: /Out of memory: Third/ })).toBeVisible();
  await page.screenshot({ path: join(dir, 'cards-marks.png') });
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

const looks = [
  { name: 'wide-light-en', locale: 'en-US', colorScheme: 'light', viewport: { width: 1280, height: 800 } },
  { name: 'wide-dark-zh', locale: 'zh-CN', colorScheme: 'dark', viewport: { width: 1280, height: 800 } },
  { name: 'narrow-light-zh', locale: 'zh-CN', colorScheme: 'light', viewport: { width: 420, height: 900 } },
  { name: 'narrow-dark-en', locale: 'en-US', colorScheme: 'dark', viewport: { width: 420, height: 900 } },
] as const;

for (const { name, ...look } of looks) {
  test.describe(name, () => {
    test.use(look);
    test('cards and their instances: nothing cut, nothing a screen reader stumbles over', async ({
      page,
      box,
    }) => {
      await openPanel(page, box);
      const { spec } = await findInstance(box, 'Paraformer 2');
      for (const room of ['fleet', `instance/${spec.id}`]) {
        await goTo(page, room);
        await expect(page.getByText('Paraformer 2').first()).toBeAttached();
        await expect(page.locator('.mantine-Skeleton-root')).toHaveCount(0);
        await page.screenshot({ path: join(dir, `cards-${room.split('/')[0]}-${name}.png`), fullPage: true });
        const overflow = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(overflow).toBeLessThanOrEqual(0);
        const { violations } = await new AxeBuilder({ page }).analyze();
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)).toEqual([]);
      }
    });
  });
}

/** An instance's page and the panel's words about addresses, in a real Chromium. */
import { expect } from 'playwright/test';
import { findFreePort } from '../electron/host/freePort.ts';
import type { Box } from './box.ts';
import { dropFile, openPanel, test } from './browser.ts';
import { charErrorRate } from './charError.ts';
import { longestSample, readSamples } from './samples.ts';

const short = readSamples().find(({ name }) => name === 'hello-5s.wav') ?? longestSample();
const long = longestSample();

/** The first instance's own address, on a port nobody has. */
async function openOwnDoor(box: Box): Promise<string> {
  const port = await findFreePort();
  const { instances } = await box.call('host.snapshot', {});
  const opened = box.until(
    ({ event }) =>
      event.type === 'doors.changed' &&
      event.doors.some((door) => door.port === port && door.state === 'open'),
  );
  await box.call('instances.edit', { id: instances[0]?.spec.id ?? '', patch: { port } });
  await box.call('settings.set', { instanceDoors: true });
  await opened;
  return `http://127.0.0.1:${port}`;
}

test('a person drops a file on an instance’s page and reads its text; every message in both languages', async ({
  page,
  box,
}) => {
  const url = await openOwnDoor(box);
  const trouble: string[] = [];
  page.on('console', (message) => message.type() === 'error' && trouble.push(message.text()));
  page.on('pageerror', (error) => trouble.push(error.message));
  await page.goto(url);
  await expect(page).toHaveTitle('Paraformer 1');
  await page.getByRole('button', { name: 'Recognise' }).click();
  await expect(page.getByRole('alert')).toContainText('Please upload an audio file first');

  await page.getByLabel('Language').selectOption('中文');
  await page.getByRole('button', { name: '开始识别' }).click();
  await expect(page.getByRole('alert')).toContainText('请先上传音频文件');

  await dropFile(page, page.getByRole('region', { name: '音频' }), long.path);
  await page.getByRole('button', { name: '开始识别' }).click();
  await expect(page.getByText('识别完成')).toBeVisible({ timeout: 60_000 });
  const text = await page.getByRole('region', { name: '识别结果' }).locator('.text').innerText();
  expect(charErrorRate(long.text, text)).toBeLessThanOrEqual(0.02);
  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'srt' }).click();
  expect((await downloading).suggestedFilename()).toMatch(/\.srt$/);
  const { jobs } = await box.call('jobs.list', { limit: 1 });
  expect(jobs[0]).toMatchObject({ name: long.name, target: { kind: 'instance' } });
  expect(trouble).toEqual([]);

  await dropFile(page, page.getByRole('region', { name: '音频' }), `${short.path}.txt`);
  await page.getByRole('button', { name: '开始识别' }).click();
  await expect(page.getByRole('alert')).toContainText('识别失败');
  await expect(page.getByRole('alert')).toContainText('请检查音频格式');
});

test('the panel gives the fleet’s address and a call that works; a key is shown once', async ({
  page,
  box,
}) => {
  await openPanel(page, box);
  await page.getByRole('link', { name: 'Settings' }).click();
  const group = page.getByRole('region', { name: 'Addresses for programs' });
  const { doors } = await box.call('host.snapshot', {});
  const url = doors.find(({ instanceId }) => instanceId === null)?.url ?? '';
  await expect(group.getByText(`${url}/v1`, { exact: true })).toBeVisible();
  await expect(group.getByLabel('Example', { exact: true }).last()).toContainText(
    `curl ${url}/v1/audio/transcriptions`,
  );
  await group.getByLabel('Name of the key').fill('n8n');
  await group.getByRole('button', { name: 'Create key' }).click();
  await expect(group.getByText(/^pdk-/)).toBeVisible();
  await page.reload();
  await expect(group.getByText('n8n')).toBeVisible();
  await expect(group.getByText(/^pdk-/)).toHaveCount(0);
  await group.getByRole('button', { name: 'Revoke the key n8n' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await expect(group.getByText('n8n')).toHaveCount(0);
});

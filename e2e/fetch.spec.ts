import { join } from 'node:path';
import { expect } from 'playwright/test';
import { openBox, root } from './box.ts';
import { openPanel, test } from './browser.ts';
import { openHub, readHubFiles } from './fakes/hub.ts';

const fullId = 'demo/paraformer';

test('a model is got from a hub in the panel: cancelled, gone on with, refused, and at last usable', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const hub = await openHub(
    new Map([[fullId, await readHubFiles(join(root, 'resources', 'demo-model', 'asr'))]]),
  );
  const box = await openBox({
    env: { MODELSCOPE_ENDPOINT: hub.url, NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' },
  });
  try {
    hub.break({ kind: 'hang', afterBytes: 700_000 });
    await openPanel(page, box);
    await page.goto(`${new URL(page.url()).origin}/#/settings`);
    const hubModels = page.getByRole('region', { name: 'Get a model from a hub' });
    await hubModels.getByRole('button', { name: 'Get' }).click();
    await expect(hubModels.getByText('Give the full id, owner/name.')).toBeVisible();
    await hubModels.getByLabel('Get a model from a hub').fill(fullId);
    await hubModels.getByRole('button', { name: 'Get' }).click();
    // The first one installs the client.
    const bar = hubModels.getByRole('progressbar', { name: `Progress of ${fullId}` });
    await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]/, { timeout: 180_000 });
    await hubModels.getByRole('button', { name: 'Cancel' }).click();
    await expect(hubModels.getByText('Cancelled; what came is kept')).toBeVisible();

    hub.break({ kind: 'refuse' });
    await hubModels.getByRole('button', { name: 'Go on' }).click();
    await expect(hubModels.getByText('The hub refused the download.')).toBeVisible({ timeout: 60_000 });
    hub.break({ kind: 'none' });
    await hubModels.getByRole('button', { name: 'Retry' }).click();
    await expect(hubModels.getByText('Fetched and checked')).toBeVisible({ timeout: 60_000 });
    expect(hub.served.some(({ fromByte }) => fromByte > 0)).toBe(true);
    await expect(
      page.getByText(join(box.home, 'models', 'modelscope', fullId), { exact: true }),
    ).toBeVisible();
  } finally {
    await box.close();
    await hub.close();
  }
});
